package org.genogate.genomics.cohort;

/// Told of an ingest while it runs, on its thread, about once a megabyte of source.
@FunctionalInterface
public interface IngestProgress {

  /// For those who do not look.
  IngestProgress NONE = (_, _, _) -> {};

  /// @param bytesRead of the source as it lies on disk
  /// @param bytesTotal the size of the source
  /// @param sites records read so far
  void at(long bytesRead, long bytesTotal, long sites);
}
