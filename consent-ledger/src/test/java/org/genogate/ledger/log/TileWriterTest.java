package org.genogate.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.genogate.ledger.merkle.Hash;
import org.genogate.ledger.merkle.TreeFrontier;
import org.junit.jupiter.api.Test;

class TileWriterTest {

  /// Beyond the first full tile of level 1.
  private static final int ENTRIES = 256 * 256 + 300;

  @Test
  void rootOverOpenTilesIsTheRootOfTheWholeTree() throws IOException {
    var tiles = new TileWriter(new SimulatedDisk(), Path.of("/tiles"));
    var tree = new TreeFrontier();

    for (int i = 0; i < ENTRIES; i++) {
      byte[] entry = ByteBuffer.allocate(Integer.BYTES).putInt(i).array();
      tiles.add(entry, Hash.leaf(entry));
      tree.append(Hash.leaf(entry));
      if (i % 251 < 2 || i % 256 > 253 || i > 256 * 256) {
        assertThat(tiles.root()).as("at %d", i + 1).isEqualTo(tree.root());
      }
    }

    assertThat(tiles.size()).isEqualTo(ENTRIES);
  }
}
