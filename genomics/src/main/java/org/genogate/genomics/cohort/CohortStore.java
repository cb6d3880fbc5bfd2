package org.genogate.genomics.cohort;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import javax.crypto.SecretKey;
import org.genogate.genomics.mask.Visibility;
import org.genogate.genomics.region.Region;

/// A store, open for reading. Any number of threads may read at once.
///
/// Every method that reads throws [CorruptStoreException] for bytes that ingest did not write.
@SuppressWarnings("DoNotCallSuggester")
public final class CohortStore implements AutoCloseable {

  private CohortStore() {}

  /// @throws CorruptStoreException if `directory` holds no whole store of this key
  public static CohortStore open(Path directory, SecretKey key) throws IOException {
    throw new UnsupportedOperationException();
  }

  public CohortHeader header() {
    throw new UnsupportedOperationException();
  }

  /// The ordinal of the sample with this name, or empty.
  public OptionalInt sample(String name) {
    throw new UnsupportedOperationException();
  }

  /// The rows whose span shares a base with one of `regions`, in file order, each once: those that
  /// start before a region and reach into it are among them. A contig that the store does not know
  /// has no rows.
  public RowSet rowsIn(List<Region> regions) throws IOException {
    throw new UnsupportedOperationException();
  }

  /// One row, with the genotypes that `visibility` shows over the whole of its span and no others.
  ///
  /// @throws IndexOutOfBoundsException if the store has no such row
  public MaskedRow read(long row, Visibility visibility) throws IOException {
    throw new UnsupportedOperationException();
  }

  /// What is known of the allele `ref` to `alt` at `place` in one sample.
  ///
  /// Absence is claimed only where the sample's genotype was called, or the place is callable; a
  /// record that contradicts `ref` or shows another allele there makes it [CallEvidence.NotCalled].
  ///
  /// @param place the bases of `ref`; need not be minimal
  public CallEvidence at(int sample, Region place, String ref, String alt, Visibility visibility)
      throws IOException {
    throw new UnsupportedOperationException();
  }

  /// No thread may be reading.
  @Override
  public void close() {}
}
