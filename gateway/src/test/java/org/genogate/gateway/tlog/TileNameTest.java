package org.genogate.gateway.tlog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TileNameTest {

  @Test
  void theSpecsExampleIsRead() {
    assertThat(TileName.parse("x001/x234/067")).contains(new TileName(1_234_067, 256));
    assertThat(TileName.parse("000.p/1")).contains(new TileName(0, 1));
    assertThat(TileName.parse("x273/000.p/112")).contains(new TileName(273_000, 112));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "00",
        "0000",
        "x001",
        "001/002",
        "x000/001",
        "001.p/0",
        "001.p/01",
        "001.p/256",
        "001.p/",
        "001/",
        "/001",
        "-01",
        "../001",
        "x001/x001/x001/x001/x001/x001/001"
      })
  void everyOtherWayToWriteATileIsRefused(String text) {
    assertThat(TileName.parse(text)).isEmpty();
  }
}
