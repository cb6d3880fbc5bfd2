package org.genogate.gateway.fhir;

import java.util.Map;
import java.util.Optional;

/// The RefSeq accessions of the human chromosomes.
///
/// A contig without one here gets none: a wrong accession would move a variant to another sequence.
///
/// Source: NCBI assembly reports of GCF_000001405.13 (GRCh37) and GCF_000001405.26 (GRCh38)
final class RefSeq {

  static final String SYSTEM = "http://www.ncbi.nlm.nih.gov/refseq";

  /// Versions of NC_000001 to NC_000024 in GRCh37. GRCh38 is one higher, each of them.
  private static final int[] GRCH37_VERSIONS = {
    10, 11, 11, 11, 9, 11, 13, 10, 11, 10, 11, 11, 10, 8, 9, 9, 10, 9, 9, 10, 8, 10, 10, 9
  };

  private static final String MITOCHONDRION = "NC_012920.1";

  private static final Map<String, Integer> VERSION_SHIFT = Map.of("GRCh37", 0, "GRCh38", 1);

  private RefSeq() {}

  /// UCSC's `chrM` beside GRCh37 is another sequence, NC_001807, so only `MT` is known there.
  ///
  /// @param assembly `GRCh37`, `GRCh38`, or anything else for none
  /// @param contig as the VCF names it, with or without `chr`
  static Optional<String> accession(String assembly, String contig) {
    var shift = VERSION_SHIFT.get(assembly);
    if (shift == null) {
      return Optional.empty();
    }
    if (contig.equals("MT") || (contig.equals("chrM") && assembly.equals("GRCh38"))) {
      return Optional.of(MITOCHONDRION);
    }
    return Chromosome.of(contig)
        .map(chromosome -> {
          int number = chromosome.number();
          return "NC_%06d.%d".formatted(number, GRCH37_VERSIONS[number - 1] + shift);
        });
  }

  static boolean isMitochondrion(String accession) {
    return accession.equals(MITOCHONDRION);
  }
}
