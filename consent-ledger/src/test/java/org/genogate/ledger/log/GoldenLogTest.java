package org.genogate.ledger.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.genogate.ledger.merkle.ConsistencyProof;
import org.genogate.ledger.merkle.Hash;
import org.genogate.ledger.merkle.SharedData;
import org.junit.jupiter.api.Test;

/// The 300 entries whose roots and tiles are published.
class GoldenLogTest {

  private static final Path PREFIX = Path.of("/golden");

  private final SimulatedDisk disk = new SimulatedDisk();
  private final TileWriter tiles = new TileWriter(disk, PREFIX);

  private void write(int entries) throws IOException {
    for (int i = (int) tiles.size(); i < entries; i++) {
      byte[] entry = ("entry " + i + "\n").getBytes(UTF_8);
      tiles.add(entry, Hash.leaf(entry));
    }
  }

  @Test
  void rootsAreThePublishedOnes() throws IOException {
    write(1);
    assertRoot("1621ce7da8b254a4a5258c908c7003736cfc346f2482abe60a60651fbc116791");
    write(7);
    assertRoot("60a4326cbc2c2f9045af7780e6a4bb4a995634b38a0a02829c17b093962ca9f9");
    write(255);
    assertRoot("b81d25ee593489ab70e19282ecea766d82aa5727f6dd27b9e69c0bb14fe7b890");
    write(256);
    assertRoot("4e8b3bded694dcf1936346c5cc7fc4712c1333cedbda602789d6e3b83c3ac205");
    write(257);
    assertRoot("07adb6e064fa4292183642fad51e8c0a7ac6885ce550c077c9343de62b57adc0");
    write(300);
    assertRoot("e01b0e353c4b9ecccf51a83ade524e76ed6c4ea14479df069d3326ec1e2bf7c3");
  }

  private void assertRoot(String root) {
    assertThat(tiles.root()).hasToString(root);
  }

  @Test
  void tilesAndBundlesAreThePublishedBytes() throws IOException {
    write(300);
    tiles.mark();
    tiles.flush();

    assertThat(disk.files(PREFIX)).hasSize(5);
    for (Path file : disk.files(PREFIX).keySet()) {
      var published = SharedData.find("tlog-golden/" + PREFIX.relativize(file));
      assertThat(disk.read(file)).as(file.toString()).isEqualTo(Files.readAllBytes(published));
    }
  }

  @Test
  void theConsistencyProofIsThePublishedOne() throws IOException {
    write(300);
    tiles.mark();
    tiles.flush();

    var proof = ConsistencyProof.of(200, 300, new TileReader(disk, PREFIX, () -> 300));

    assertThat(proof.path()).hasSize(7);
    assertThat(proof.path().getFirst())
        .hasToString("e283c6914b94163c539154d7a86fb4460e71bc9feeaa6195582fdeace7b3a74b");
  }

  @Test
  void tilesLieWhereTheSpecPutsThem() {
    assertThat(TilePath.of(Path.of("p"), 0, 1_234_067, 256))
        .isEqualTo(Path.of("p/tile/0/x001/x234/067"));
    assertThat(TilePath.of(Path.of("p"), TilePath.ENTRIES, 1, 44))
        .isEqualTo(Path.of("p/tile/entries/001.p/44"));
  }

  @Test
  void widthsAreTheSpecsExample() {
    assertThat(TilePath.widthAt(70_000, 0, 272)).isEqualTo(256);
    assertThat(TilePath.widthAt(70_000, 0, 273)).isEqualTo(112);
    assertThat(TilePath.widthAt(70_000, 0, 274)).isZero();
    assertThat(TilePath.widthAt(70_000, 1, 1)).isEqualTo(17);
    assertThat(TilePath.widthAt(70_000, 2, 0)).isEqualTo(1);
    assertThat(TilePath.widthAt(70_000, 9, 0)).isZero();
  }
}
