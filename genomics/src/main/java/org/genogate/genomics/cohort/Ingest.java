package org.genogate.genomics.cohort;

import java.io.IOException;

/// Turns a variant file into a store.
@SuppressWarnings("DoNotCallSuggester")
public final class Ingest {

  private Ingest() {}

  /// Reads the source once and writes the store; all of it, or nothing.
  ///
  /// @throws org.genogate.genomics.source.MalformedVcfException if the source, or the BED beside
  ///   it, is damaged, unsorted, cut short or beyond what the store holds
  /// @throws java.nio.file.FileAlreadyExistsException if the target exists
  public static CohortHeader run(IngestSettings settings, IngestProgress progress)
      throws IOException {
    throw new UnsupportedOperationException();
  }
}
