package org.genogate.genomics.cohort;

import java.nio.file.Path;

/// Where the assay would have found a variant had there been one.
public sealed interface CallableRegions {

  /// Nothing is known of it: absence needs a called reference genotype.
  record Unknown() implements CallableRegions {}

  /// A BED file, plain or block-compressed; it holds for every sample of the cohort.
  record Bed(Path file) implements CallableRegions {}
}
