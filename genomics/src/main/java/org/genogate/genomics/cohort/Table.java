package org.genogate.genomics.cohort;

import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import org.genogate.genomics.mask.SampleSet;
import org.genogate.genomics.region.Region;

/// Rows in the order of contig and start, open for reading.
final class Table {

  private final SealedInput index;
  private final SealedInput rows;
  private final List<Contig> contigs;
  private final List<List<Page>> pages;
  private final int samples;
  private final long count;

  /// @throws CorruptStoreException if the index has not one entry for each row of `pages`
  Table(SealedInput index, SealedInput rows, CohortHeader header, List<List<Page>> pages)
      throws CorruptStoreException {
    this.index = index;
    this.rows = rows;
    this.contigs = header.contigs();
    this.pages = pages;
    this.samples = header.samples().size();
    this.count = pages.stream().flatMap(List::stream).mapToLong(Page::count).sum();
    if (index.length() != count * RowPlace.BYTES) {
      throw new CorruptStoreException(
          "the index holds %d bytes, not %d rows".formatted(index.length(), count));
    }
  }

  /// Adds the rows of contig `contig` that touch `places`.
  void find(int contig, PlaceSet places, RowSet.Builder found) throws CorruptStoreException {
    for (Page page : pages.get(contig)) {
      if (places.covers(page.start(), page.end())) {
        found.add(page.firstRow(), page.count());
      } else if (places.touches(page.start(), page.end())) {
        findIn(page, places, found);
      }
    }
  }

  private void findIn(Page page, PlaceSet places, RowSet.Builder found)
      throws CorruptStoreException {
    var entries =
        new ByteReader(index.read(page.firstRow() * RowPlace.BYTES, page.count() * RowPlace.BYTES));
    for (int i = 0; i < page.count(); i++) {
      RowPlace place = RowPlace.decode(entries);
      if (places.touches(place.start(), place.end())) {
        found.add(page.firstRow() + i, 1);
      }
    }
  }

  /// @param shown the samples to show of a row with this span and content
  /// @throws IndexOutOfBoundsException if there is no such row
  MaskedRow read(long row, BiFunction<Region, Row, SampleSet> shown) throws CorruptStoreException {
    Objects.checkIndex(row, count);
    RowPlace place =
        RowPlace.decode(new ByteReader(index.read(row * RowPlace.BYTES, RowPlace.BYTES)));
    var span = new Region(contigOf(row), place.start(), place.end());
    Row content = Row.decode(rows.read(place.offset(), place.length()), samples);
    return new MaskedRow(row, span, content, shown.apply(span, content));
  }

  private String contigOf(long row) {
    for (int contig = 0; contig < pages.size(); contig++) {
      List<Page> its = pages.get(contig);
      if (!its.isEmpty() && row < its.getLast().firstRow() + its.getLast().count()) {
        return contigs.get(contig).name();
      }
    }
    throw new IndexOutOfBoundsException("row %d of %d".formatted(row, count));
  }
}
