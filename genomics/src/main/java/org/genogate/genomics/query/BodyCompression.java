package org.genogate.genomics.query;

/// How the buffers inside a batch are written.
///
/// JavaScript's Arrow reads only [#NONE]; compressing the whole response suits it better. Arrow
/// Java writes lz4 at 1 MB/s, so it is not offered.
public enum BodyCompression {
  NONE,
  ZSTD
}
