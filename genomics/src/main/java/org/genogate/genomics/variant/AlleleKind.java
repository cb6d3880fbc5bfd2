package org.genogate.genomics.variant;

/// The ways in which an ALT can be written.
public enum AlleleKind {
  /// Bases.
  SEQUENCE,
  /// `*`: the place is gone with a deletion told by an earlier record.
  SPANNING_DELETION,
  /// `<NON_REF>` or `<*>`: any allele not listed, over a stretch that a gVCF sums up.
  REFERENCE_BLOCK,
  /// Any other `<…>`, such as `<DEL>`.
  SYMBOLIC,
  /// A novel adjacency, such as `G]17:198982]` or `G.`.
  BREAKEND;

  public static AlleleKind of(String alt) {
    if (alt.equals("*")) {
      return SPANNING_DELETION;
    }
    if (alt.equals("<NON_REF>") || alt.equals("<*>")) {
      return REFERENCE_BLOCK;
    }
    if (alt.startsWith("<")) {
      return SYMBOLIC;
    }
    boolean breakend = alt.indexOf('[') >= 0 || alt.indexOf(']') >= 0 || alt.indexOf('.') >= 0;
    return breakend ? BREAKEND : SEQUENCE;
  }
}
