package org.genogate.ledger.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.genogate.ledger.merkle.Hash;
import org.genogate.ledger.merkle.MerkleTree;
import org.junit.jupiter.api.Test;

class BodyRootTest {

  @Test
  void anEmptyBodyHasTheRootOfNoEntries() {
    assertThat(new BodyRoot().finish()).isEqualTo(Hash.empty());
  }

  @Test
  void theRootIsOverPiecesHoweverTheBodyWasCutForSending() {
    var sizes = List.of(1, 65_535, 65_536, 65_537, 131_072, 400_001);
    for (int size : sizes) {
      var random = new Random(size);
      var body = new byte[size];
      random.nextBytes(body);

      var root = new BodyRoot();
      for (int at = 0; at < size; ) {
        int length = Math.min(size - at, random.nextInt(100_000));
        root.add(body, at, length);
        at += length;
      }

      assertThat(root.bytes()).isEqualTo(size);
      assertThat(root.finish()).as("%d bytes", size).isEqualTo(wholeAtOnce(body));
    }
  }

  private static Hash wholeAtOnce(byte[] body) {
    var pieces = new ArrayList<Hash>();
    for (int from = 0; from < body.length; from += 65_536) {
      pieces.add(Hash.leaf(Arrays.copyOfRange(body, from, Math.min(body.length, from + 65_536))));
    }
    return MerkleTree.root(pieces);
  }
}
