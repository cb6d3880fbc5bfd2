package org.genogate.genomics.source;

import java.util.List;
import java.util.Map;

/// What a variant file's header says that ingest needs.
///
/// @param samples in the order of the columns
/// @param contigLengths by name, in the header's order; 0 where it gives no length; empty if the
///   header names no contig
/// @param assembly the reference it names, or empty
public record SourceHeader(
    List<String> samples, Map<String, Integer> contigLengths, String assembly) {

  public SourceHeader {
    samples = List.copyOf(samples);
  }
}
