package org.genogate.genomics.variant;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MinimalAlleleTest {

  @Test
  void losesTheBasesBothShareFirstAtTheEnd() {
    assertThat(MinimalAllele.of(10, "CAT", "CAG")).isEqualTo(new MinimalAllele(12, "T", "G"));
    assertThat(MinimalAllele.of(10, "CAT", "CT")).isEqualTo(new MinimalAllele(10, "CA", "C"));
    assertThat(MinimalAllele.of(10, "AAA", "AA")).isEqualTo(new MinimalAllele(10, "AA", "A"));
    assertThat(MinimalAllele.of(10, "C", "CAT")).isEqualTo(new MinimalAllele(10, "C", "CAT"));
    assertThat(MinimalAllele.of(10, "CGT", "CAT")).isEqualTo(new MinimalAllele(11, "G", "A"));
    assertThat(MinimalAllele.of(10, "AC", "GT")).isEqualTo(new MinimalAllele(10, "AC", "GT"));
  }

  @Test
  void basesAreUpperCase() {
    assertThat(MinimalAllele.of(10, "acg", "aCt")).isEqualTo(new MinimalAllele(12, "G", "T"));
  }

  @Test
  void whatIsNotBasesKeepsTheFirstBaseOfRef() {
    assertThat(MinimalAllele.of(10, "CAT", "*")).isEqualTo(new MinimalAllele(10, "C", "*"));
    assertThat(MinimalAllele.of(10, "CAT", "<DEL>")).isEqualTo(new MinimalAllele(10, "C", "<DEL>"));
  }

  @Test
  void aBreakendIsLeftAsItIs() {
    assertThat(MinimalAllele.of(10, "G", "G]17:198982]"))
        .isEqualTo(new MinimalAllele(10, "G", "G]17:198982]"));
    assertThat(AlleleKind.of("G.")).isEqualTo(AlleleKind.BREAKEND);
  }

  @Test
  void gvcfBlocksAreToldFromOtherSymbols() {
    assertThat(AlleleKind.of("<NON_REF>")).isEqualTo(AlleleKind.REFERENCE_BLOCK);
    assertThat(AlleleKind.of("<*>")).isEqualTo(AlleleKind.REFERENCE_BLOCK);
    assertThat(AlleleKind.of("<DUP>")).isEqualTo(AlleleKind.SYMBOLIC);
  }
}
