package org.genogate.gateway.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import org.genogate.ledger.Confirmed;
import org.junit.jupiter.api.Test;

class PlainWordsTest {

  @Test
  void onlyNodesThatWereSeenToSignAreCounted() {
    var two = new Confirmed(new TreeSet<>(List.of("hospital-a", "lab-c")), 3, "");

    assertThat(PlainWords.confirmed(two)).startsWith("2 of 3 nodes confirmed this.");
  }

  @Test
  void aLedgerThatOneNodeKeepsSaysNothingOfOthers() {
    assertThat(PlainWords.confirmed(new Confirmed(new TreeSet<>(), 0, ""))).isEmpty();
  }
}
