package org.genogate.genomics.query;

/// What is known of one allele in one sample: four answers, never confused.
public sealed interface Answer {

  /// The sample carries the allele.
  ///
  /// @param copies 1 or 2, at most `ploidy`
  /// @param ploidy 1 or 2
  /// @param phased as the file writes it; true where `ploidy` is 1
  record Present(int copies, int ploidy, boolean phased) implements Answer {}

  /// The place was read and the allele is not there.
  record Absent(Evidence evidence) implements Answer {}

  /// Nothing says that the place was read.
  record NotCalled() implements Answer {}

  /// The sample does not share all of the place, or there is no such sample.
  record NotShared() implements Answer {}

  /// Why an allele is known to be absent.
  enum Evidence {
    /// A genotype at this place that does not hold the allele.
    CALLED_REFERENCE,
    /// The custodian's file of callable regions covers the place.
    CALLABLE_REGION
  }
}
