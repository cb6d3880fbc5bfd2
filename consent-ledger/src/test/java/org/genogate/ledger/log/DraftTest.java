package org.genogate.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.genogate.ledger.merkle.Hash;
import org.junit.jupiter.api.Test;

class DraftTest {

  @Test
  void leafIsHashedOnce() {
    byte[] entry = {1, 2, 3};
    var draft = new Draft(entry, new byte[] {4});

    var first = draft.leaf();

    assertThat(first).isEqualTo(Hash.leaf(entry));
    assertThat(draft.leaf()).isSameAs(first);
  }
}
