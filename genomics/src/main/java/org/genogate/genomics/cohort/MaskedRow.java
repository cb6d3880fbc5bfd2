package org.genogate.genomics.cohort;

import java.util.List;
import org.genogate.genomics.mask.SampleSet;
import org.genogate.genomics.region.Region;

/// One (site, ALT) row as one access may see it: the genotypes of all others are not in here.
///
/// A partially missing genotype (`./1`) counts in AC and AN with the allele it has, as bcftools
/// does, but is not called.
public final class MaskedRow {

  private final long row;
  private final Region span;
  private final String id;
  private final String ref;
  private final String alt;
  private final List<String> filter;
  private final SampleSet visible;
  private final Genotypes genotypes;

  MaskedRow(
      long row,
      Region span,
      String id,
      String ref,
      String alt,
      List<String> filter,
      SampleSet visible,
      Genotypes genotypes) {
    this.row = row;
    this.span = span;
    this.id = id;
    this.ref = ref;
    this.alt = alt;
    this.filter = filter;
    this.visible = visible;
    this.genotypes = genotypes.maskedBy(visible);
  }

  /// Its number in the store.
  public long row() {
    return row;
  }

  /// The reference bases that the allele replaces; for a symbolic one, up to its END.
  public Region span() {
    return span;
  }

  /// Empty if the record has none, or if it cannot be told which of several ALTs its names mean.
  public String id() {
    return id;
  }

  /// The fewest bases that tell the allele; so is [#alt], and the start of [#span] fits them.
  public String ref() {
    return ref;
  }

  public String alt() {
    return alt;
  }

  /// `PASS` alone, the filters that failed, or empty if none was applied.
  public List<String> filter() {
    return filter;
  }

  /// The samples that this row may show: those visible over the whole of its span.
  public SampleSet visible() {
    return visible;
  }

  /// Copies of the ALT among visible samples (AC).
  public int alleleCount() {
    return genotypes.copies();
  }

  /// Called alleles among visible samples (AN).
  public int alleleNumber() {
    return genotypes.calledAlleles(visible);
  }

  /// Copies of the ALT in `sample`: 0, 1 or 2; 0 if it is not visible.
  public int copies(int sample) {
    return genotypes.copies(sample);
  }

  /// Whether every allele of `sample` was called, and it is visible.
  public boolean called(int sample) {
    return visible.contains(sample) && genotypes.called(sample);
  }
}
