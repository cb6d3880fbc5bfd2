package org.genogate.genomics.source;

/// The genotypes of one record, sample by sample. Overwritten by the next record.
///
/// Not masked: only ingest may hold it.
public final class Calls {

  /// An allele that was not called.
  public static final int MISSING = -1;

  /// The second allele of a haploid genotype.
  public static final int ABSENT = -2;

  private final int[] first;
  private final int[] second;
  private final boolean[] phased;

  Calls(int samples) {
    first = new int[samples];
    second = new int[samples];
    phased = new boolean[samples];
  }

  void set(int sample, int firstAllele, int secondAllele, boolean isPhased) {
    first[sample] = firstAllele;
    second[sample] = secondAllele;
    phased[sample] = isPhased;
  }

  /// An allele index, 0 for REF, or [#MISSING].
  public int first(int sample) {
    return first[sample];
  }

  /// An allele index, [#MISSING] or [#ABSENT].
  public int second(int sample) {
    return second[sample];
  }

  /// Whether the genotype tells which chromosome; one allele alone always does.
  public boolean phased(int sample) {
    return phased[sample];
  }
}
