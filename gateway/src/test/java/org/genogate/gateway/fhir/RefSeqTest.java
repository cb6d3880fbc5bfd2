package org.genogate.gateway.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RefSeqTest {

  @Test
  void chromosomesAreKnownInBothAssembliesUnderBothNames() {
    assertThat(RefSeq.accession("GRCh37", "22")).contains("NC_000022.10");
    assertThat(RefSeq.accession("GRCh38", "chr22")).contains("NC_000022.11");
    assertThat(RefSeq.accession("GRCh37", "1")).contains("NC_000001.10");
    assertThat(RefSeq.accession("GRCh38", "chr10")).contains("NC_000010.11");
    assertThat(RefSeq.accession("GRCh37", "chrX")).contains("NC_000023.10");
    assertThat(RefSeq.accession("GRCh38", "Y")).contains("NC_000024.10");
  }

  @Test
  void theMitochondrionOfHg19IsAnotherSequence() {
    assertThat(RefSeq.accession("GRCh37", "MT")).contains("NC_012920.1");
    assertThat(RefSeq.accession("GRCh38", "chrM")).contains("NC_012920.1");
    assertThat(RefSeq.accession("GRCh37", "chrM")).isEmpty();
  }

  @Test
  void whatIsNotKnownGetsNoAccession() {
    assertThat(RefSeq.accession("", "22")).isEmpty();
    assertThat(RefSeq.accession("T2T-CHM13v2.0", "22")).isEmpty();
    assertThat(RefSeq.accession("GRCh38", "23")).isEmpty();
    assertThat(RefSeq.accession("GRCh38", "chr01")).isEmpty();
    assertThat(RefSeq.accession("GRCh38", "GL000220.1")).isEmpty();
  }
}
