package org.genogate.genomics.query;

/// What an answer's rows hold beside the site itself.
public enum View {
  /// A fixed-size list of allele copies, one per sample, null where not called or not shared.
  DOSAGES,
  /// The site and its recomputed counts alone.
  SITES
}
