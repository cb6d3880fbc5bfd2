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
  private final Row content;
  private final SampleSet visible;

  /// @param content of everybody; what is kept of it is masked
  MaskedRow(long row, Region span, Row content, SampleSet visible) {
    this.row = row;
    this.span = span;
    this.content = content.maskedBy(visible);
    this.visible = visible;
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
    return content.id();
  }

  /// The fewest bases that tell the allele; so is [#alt], and the start of [#span] fits them.
  public String ref() {
    return content.ref();
  }

  public String alt() {
    return content.alt();
  }

  /// `PASS` alone, the filters that failed, or empty if none was applied.
  public List<String> filter() {
    return content.filter();
  }

  /// The samples that this row may show: those visible over the whole of its span.
  public SampleSet visible() {
    return visible;
  }

  /// Copies of the ALT among visible samples (AC).
  public int alleleCount() {
    return content.genotypes().copies();
  }

  /// Called alleles among visible samples (AN).
  public int alleleNumber() {
    return content.genotypes().calledAlleles(visible);
  }

  /// Copies of the ALT in `sample`: 0, 1 or 2; 0 if it is not visible.
  public int copies(int sample) {
    return content.genotypes().copies(sample);
  }

  /// Whether every allele of `sample` was called, and it is visible.
  public boolean called(int sample) {
    return visible.contains(sample) && content.genotypes().called(sample);
  }

  /// The visible samples that carry the ALT.
  public SampleSet carriers() {
    return content.genotypes().carriers();
  }

  /// The visible samples of whom some allele was not called.
  public SampleSet uncalled() {
    return content.genotypes().uncalled();
  }

  /// How many alleles `sample` has here, called or not: 1 or 2.
  public int ploidy(int sample) {
    return content.genotypes().ploidy(sample);
  }

  /// Whether the genotype of `sample` tells which chromosome carries what; one allele alone does.
  public boolean phased(int sample) {
    return content.genotypes().phased(sample);
  }

  boolean isReferenceBlock() {
    return content.isReferenceBlock();
  }
}
