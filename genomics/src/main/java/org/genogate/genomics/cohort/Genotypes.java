package org.genogate.genomics.cohort;

import org.genogate.genomics.mask.SampleSet;

/// The genotypes of one row, as sets of samples. Not masked: it never leaves this package.
///
/// @param firstCarries samples whose first allele is the row's ALT
/// @param secondCarries samples whose second allele is
/// @param firstMissing samples whose first allele was not called
/// @param secondMissing samples that have a second allele, which was not called
/// @param haploid samples without a second allele
/// @param phasedSet samples whose genotype is phased
record Genotypes(
    SampleSet firstCarries,
    SampleSet secondCarries,
    SampleSet firstMissing,
    SampleSet secondMissing,
    SampleSet haploid,
    SampleSet phasedSet) {

  Genotypes maskedBy(SampleSet visible) {
    return new Genotypes(
        firstCarries.and(visible),
        secondCarries.and(visible),
        firstMissing.and(visible),
        secondMissing.and(visible),
        haploid.and(visible),
        phasedSet.and(visible));
  }

  int copies() {
    return firstCarries.count() + secondCarries.count();
  }

  int copies(int sample) {
    return (firstCarries.contains(sample) ? 1 : 0) + (secondCarries.contains(sample) ? 1 : 0);
  }

  SampleSet carriers() {
    return firstCarries.or(secondCarries);
  }

  SampleSet uncalled() {
    return firstMissing.or(secondMissing);
  }

  boolean called(int sample) {
    return !firstMissing.contains(sample) && !secondMissing.contains(sample);
  }

  boolean phased(int sample) {
    return phasedSet.contains(sample);
  }

  int ploidy(int sample) {
    return haploid.contains(sample) ? 1 : 2;
  }

  /// @param within the samples to count, of which this holds no others
  int calledAlleles(SampleSet within) {
    return 2 * within.count() - haploid.count() - firstMissing.count() - secondMissing.count();
  }
}
