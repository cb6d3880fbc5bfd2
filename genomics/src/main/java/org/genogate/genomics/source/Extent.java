package org.genogate.genomics.source;

import java.util.List;

/// How far a record's symbolic alleles reach, as INFO tells it.
///
/// @param end one past the last base, 0-based (the same number as VCF's END); 0 if INFO has no END
/// @param lengths SVLEN by ALT, without its sign, 0 where it is missing; empty if INFO has none
public record Extent(int end, List<Integer> lengths) {

  static final Extent NONE = new Extent(0, List.of());

  /// The SVLEN of ALT `index`, counted from 0, or 0. One SVLEN alone holds for all ALTs.
  public int length(int index) {
    if (lengths.size() == 1) {
      return lengths.getFirst();
    }
    return index < lengths.size() ? lengths.get(index) : 0;
  }
}
