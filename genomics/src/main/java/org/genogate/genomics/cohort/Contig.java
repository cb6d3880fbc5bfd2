package org.genogate.genomics.cohort;

/// A contig of a cohort.
///
/// @param length in bases; 0 if the source did not tell it
public record Contig(String name, int length) {

  public Contig {
    if (name.isBlank() || length < 0) {
      throw new IllegalArgumentException("not a contig: '%s' of %d bases".formatted(name, length));
    }
  }
}
