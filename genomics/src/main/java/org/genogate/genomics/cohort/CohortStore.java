package org.genogate.genomics.cohort;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import javax.crypto.SecretKey;
import org.genogate.genomics.mask.SampleSet;
import org.genogate.genomics.mask.Visibility;
import org.genogate.genomics.region.Region;

/// A store, open for reading. Any number of threads may read at once.
///
/// Every method that reads throws [CorruptStoreException] for bytes that ingest did not write.
public final class CohortStore implements AutoCloseable {

  /// 16 MiB.
  private static final int CACHED_BLOCKS = 256;

  private final Arena arena;
  private final StoreHeader header;
  private final Table variants;
  private final Table references;
  private final Map<String, Integer> samples = new HashMap<>();

  private CohortStore(Path directory, SecretKey key, Arena arena) throws IOException {
    this.arena = arena;
    var files = new OpenFiles(directory, key, new BlockCache(CACHED_BLOCKS), arena);
    this.header = files.header();
    this.variants =
        files.table(
            StoreFile.VARIANT_INDEX, StoreFile.VARIANT_ROWS, header.cohort(), header.variants());
    this.references =
        files.table(
            StoreFile.REFERENCE_INDEX,
            StoreFile.REFERENCE_ROWS,
            header.cohort(),
            header.references());
    for (String sample : header.cohort().samples()) {
      samples.put(sample, samples.size());
    }
  }

  /// @throws CorruptStoreException if `directory` holds no whole store of this key
  public static CohortStore open(Path directory, SecretKey key) throws IOException {
    Arena arena = Arena.ofShared();
    try {
      return new CohortStore(directory, key, arena);
    } catch (NoSuchFileException e) {
      arena.close();
      throw new CorruptStoreException("the store has no file " + e.getFile(), e);
    } catch (IOException | RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  public CohortHeader header() {
    return header.cohort();
  }

  /// The ordinal of the sample with this name, or empty.
  public OptionalInt sample(String name) {
    Integer ordinal = samples.get(name);
    return ordinal == null ? OptionalInt.empty() : OptionalInt.of(ordinal);
  }

  /// The rows whose span shares a base with one of `regions`, in file order, each once: those that
  /// start before a region and reach into it are among them. A contig that the store does not know
  /// has no rows. O(rows found + rows / 1,024).
  public RowSet rowsIn(List<Region> regions) throws IOException {
    return find(variants, regions);
  }

  private RowSet find(Table table, List<Region> regions) throws CorruptStoreException {
    var found = new RowSet.Builder();
    List<Contig> contigs = header.cohort().contigs();
    for (int i = 0; i < contigs.size(); i++) {
      String contig = contigs.get(i).name();
      List<Region> here =
          regions.stream().filter(region -> region.contig().equals(contig)).toList();
      if (!here.isEmpty()) {
        table.find(i, PlaceSet.of(here), found);
      }
    }
    return found.build();
  }

  /// One row, with the genotypes that `visibility` shows over the whole of its span and no others.
  ///
  /// @throws IndexOutOfBoundsException if the store has no such row
  /// @throws IllegalArgumentException if `visibility` is one of another cohort
  public MaskedRow read(long row, Visibility visibility) throws IOException {
    return variants.read(row, (span, _) -> visibility.over(span));
  }

  /// What is known of the allele `ref` to `alt` at `place` in one sample.
  ///
  /// Absence is claimed only where the sample's genotype was called, or the place is callable; a
  /// record that contradicts `ref` or shows another allele there makes it [CallEvidence.NotCalled].
  ///
  /// @param place the bases of `ref`; the allele need not be minimal
  /// @throws IndexOutOfBoundsException if the cohort has no sample `sample`
  public CallEvidence at(int sample, Region place, String ref, String alt, Visibility visibility)
      throws IOException {
    SampleSet overPlace = visibility.over(place);
    if (!overPlace.contains(sample)) {
      return new CallEvidence.NotVisible();
    }
    var search = new EvidenceSearch(sample, place, ref, alt);
    for (long row : find(variants, List.of(search.asked())).stream().toArray()) {
      // A block may go far beyond the place, and only the place is told of. An allele is told
      // whole.
      search.seeVariant(
          variants.read(
              row,
              (span, content) -> content.isReferenceBlock() ? overPlace : visibility.over(span)));
    }
    for (long row : find(references, List.of(search.asked())).stream().toArray()) {
      search.seeReference(references.read(row, (_, _) -> overPlace));
    }
    return search.verdict(header.callable().covers(search.asked()));
  }

  /// No thread may be reading.
  @Override
  public void close() {
    arena.close();
  }

  @Override
  public String toString() {
    return "cohort store of %d rows".formatted(header.cohort().rows());
  }
}
