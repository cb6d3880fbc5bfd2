package org.genogate.genomics.query;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.genogate.genomics.arrow.Layout;
import org.genogate.genomics.arrow.RowEncoder;
import org.genogate.genomics.arrow.StreamMark;
import org.genogate.genomics.cohort.CohortHeader;
import org.genogate.genomics.cohort.CohortStore;
import org.genogate.genomics.cohort.Contig;
import org.genogate.genomics.cohort.MaskedRow;
import org.genogate.genomics.cohort.RowSet;
import org.genogate.genomics.mask.SampleSet;
import org.genogate.genomics.mask.Visibility;
import org.genogate.genomics.region.Region;

/// One answer, encoded batch by batch under a mask that can only shrink.
///
/// Write [#head], then for each batch [#encode] and, once it was handed over, [#advance], and
/// [#tail] when there are no more. If it must end early write [#abortMark] and break the transfer.
///
/// Nothing derived from a hidden genotype is sent: AC, AN and AF are counted anew over the visible
/// samples among those asked for, and a row without a visible carrier is left out.
///
/// For one thread; it does not close the store.
public final class VariantStream implements AutoCloseable {
  private final CohortStore store;
  private final RowSet rows;
  private final List<String> samples;
  private final RowEncoder encoder;
  private long rowsLeft;
  private Visibility scope;
  private Visibility latest;
  private long cursor;
  private long encodedUpTo;
  private int encodedRows;

  private VariantStream(
      CohortStore store,
      VariantQuery query,
      RowSet rows,
      List<String> samples,
      Visibility scope,
      RowEncoder encoder) {
    this.store = store;
    this.rows = rows;
    this.samples = samples;
    this.encoder = encoder;
    this.rowsLeft = query.limit();
    this.scope = scope;
    this.latest = scope;
  }

  /// Finds the rows; reads no genotype yet.
  ///
  /// A sample that is asked for and not permitted, and one that does not exist, are both simply
  /// absent.
  ///
  /// @param metadata goes into the schema beside our own
  /// @throws IllegalArgumentException if `metadata` has a key of ours
  public static VariantStream open(
      CohortStore store, VariantQuery query, Visibility visibility, Map<String, String> metadata)
      throws IOException {
    CohortHeader header = store.header();
    int[] columns = columns(store, query.samples(), visibility.permitted());
    List<String> samples = Arrays.stream(columns).mapToObj(header.samples()::get).toList();
    Layout layout = Layout.sites(contigs(header, query.regions()), samples, metadata);
    if (query.view() == View.DOSAGES) {
      layout = layout.withDosages(header.samples().size(), columns);
    }
    if (query.compression() == BodyCompression.ZSTD) {
      layout = layout.withZstd();
    }
    return new VariantStream(
        store,
        query,
        store.rowsIn(query.regions()),
        samples,
        visibility.among(SampleSet.of(header.samples().size(), columns)),
        RowEncoder.open(layout, query.batchBytes()));
  }

  /// The samples of the answer, in the order of their columns: fixed for the stream's life.
  public List<String> sampleOrder() {
    return samples;
  }

  /// The bytes before the first batch.
  public byte[] head() {
    return encoder.head();
  }

  /// Encodes the next rows, without moving on: the same rows are encoded anew if it is called again
  /// before [#advance].
  ///
  /// What `now` does not allow is gone for the rest of the stream; what it allows beyond the mask
  /// that the stream was opened with never enters.
  ///
  /// @param ledgerSize the size of the ledger that `now` was decided at, told in each row
  /// @return empty if no row is left
  public Optional<EncodedBatch> encode(Visibility now, long ledgerSize) throws IOException {
    shrinkTo(now);
    encoder.begin();
    long at = cursor;
    while (at < rows.count() && encoder.rows() < rowsLeft) {
      MaskedRow row = store.read(rows.at(at), scope);
      if (row.alleleCount() > 0 && !encoder.add(row, ledgerSize)) {
        break;
      }
      at++;
    }
    encodedUpTo = at;
    encodedRows = encoder.rows();
    return encodedRows == 0
        ? Optional.empty()
        : Optional.of(new EncodedBatch(encoder.batch(), encodedRows));
  }

  /// Moves past the rows that were encoded last, which now count as sent.
  public void advance() {
    cursor = encodedUpTo;
    rowsLeft -= encodedRows;
    encodedRows = 0;
  }

  /// The bytes that say the stream is whole.
  public byte[] tail() {
    return StreamMark.end();
  }

  /// The bytes after which no reader takes what it has for the whole; break the transfer next.
  public static byte[] abortMark() {
    return StreamMark.abort();
  }

  @Override
  public void close() {
    encoder.close();
  }

  /// Consent seldom changes within a stream, and then the same mask comes again.
  private void shrinkTo(Visibility now) {
    if (now != latest) {
      scope = scope.intersect(now);
      latest = now;
    }
  }

  /// The ordinals of the samples that get a column, in the columns' order.
  private static int[] columns(CohortStore store, List<String> asked, SampleSet permitted) {
    return asked.isEmpty()
        ? permitted.stream().toArray()
        : asked.stream()
            .distinct()
            .map(store::sample)
            .flatMapToInt(OptionalInt::stream)
            .filter(permitted::contains)
            .toArray();
  }

  /// The contigs that a row may lie on, whether or not one does.
  private static List<String> contigs(CohortHeader header, List<Region> regions) {
    Set<String> asked = regions.stream().map(Region::contig).collect(Collectors.toSet());
    return header.contigs().stream().map(Contig::name).filter(asked::contains).toList();
  }
}
