package org.genogate.genomics.cohort;

/// What the store knows of one allele in one sample.
public sealed interface CallEvidence {

  /// The sample carries it.
  ///
  /// @param copies 1 or 2, of the alleles that were called
  /// @param ploidy 1 or 2
  /// @param phased whether the genotype tells which chromosome
  record Carried(int copies, int ploidy, boolean phased) implements CallEvidence {}

  /// The sample does not carry it: its genotype there was called, and is without it.
  record CalledReference() implements CallEvidence {}

  /// The sample does not carry it: no record says so, but the assay covers the place.
  record CallableRegion() implements CallEvidence {}

  /// Nothing can be said.
  record NotCalled() implements CallEvidence {}

  /// The sample may not be seen there, or there is no such sample.
  record NotVisible() implements CallEvidence {}
}
