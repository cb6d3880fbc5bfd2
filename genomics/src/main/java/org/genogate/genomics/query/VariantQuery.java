package org.genogate.genomics.query;

import java.util.List;
import org.genogate.genomics.region.Region;

/// A question about the variants of a cohort.
///
/// @param regions where; overlapping ones count once
/// @param samples the samples asked for, in the order their columns shall have; empty means all
///   that are permitted, in the file's order
/// @param limit the most rows to send, [#NO_LIMIT] for all
/// @param batchBytes the most a batch may take on the wire, unless a single row is larger
public record VariantQuery(
    List<Region> regions,
    View view,
    List<String> samples,
    BodyCompression compression,
    long limit,
    int batchBytes) {

  public static final long NO_LIMIT = Long.MAX_VALUE;

  /// Small enough that a revocation waits for little, large enough that framing costs nothing.
  public static final int DEFAULT_BATCH_BYTES = 256 * 1024;

  public VariantQuery {
    if (regions.isEmpty()) {
      throw new IllegalArgumentException("a query names at least one region");
    }
    if (limit < 1) {
      throw new IllegalArgumentException("a limit is at least 1 row, not " + limit);
    }
    if (batchBytes < 1) {
      throw new IllegalArgumentException("a batch holds at least 1 byte, not " + batchBytes);
    }
    regions = List.copyOf(regions);
    samples = List.copyOf(samples);
  }
}
