package org.genogate.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.genogate.genomics.cohort.CohortHeader;
import org.genogate.genomics.cohort.Contig;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContigNamesTest {

  @ParameterizedTest
  @CsvSource({
    // The dataset has it, under either name.
    "17 22, 17, true",
    "17 22, chr17, true",
    "chr17 chr22, 17, true",
    "MT, chrM, true",
    "chrM, MT, true",
    "scaffold_7, scaffold_7, true",
    // It plainly has not: all names are of human chromosomes.
    "22, 17, true",
    "chr22 chrX, 17, true",
    "22, chrY, true",
    // It may have it under a name that we do not know.
    "22 scaffold_7, 17, false",
    "NC_000017.11, 17, false",
    "22, NC_000017.11, false",
    "22, gene, false",
    "22, '22 ', false",
    "22, CHR17, false",
  })
  void onlyWhatCannotBeMistakenIsClear(String held, String asked, boolean clear) {
    var contigs = Arrays.stream(held.split(" ")).map(name -> new Contig(name, 0)).toList();
    var header = new CohortHeader(List.of("S"), contigs, "", 0, 0, "0".repeat(64), false);

    assertThat(new ContigNames(header).areClearAbout(asked)).isEqualTo(clear);
  }
}
