package org.genogate.genomics.cohort;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/// Writes rows in the order of their starts, though they come in the order of their records.
///
/// Trimming moves an allele to the right of where its record stands, past records that follow. So a
/// row waits until the source has come past it; those that wait are as many as a long REF hides
/// rows behind its first base, whatever the size of the source.
final class TableWriter implements AutoCloseable {

  private static final class Waiting {

    final int start;
    final int end;
    final long sequence;
    final byte[] row;

    Waiting(int start, int end, long sequence, byte[] row) {
      this.start = start;
      this.end = end;
      this.sequence = sequence;
      this.row = row;
    }
  }

  private final SealedOutput index;
  private final SealedOutput rows;
  private final PriorityQueue<Waiting> waiting =
      new PriorityQueue<>(
          Comparator.<Waiting>comparingInt(row -> row.start)
              .thenComparingLong(row -> row.sequence));
  private final List<List<Page>> contigs = new ArrayList<>();

  private long sequence;
  private long written;
  private long pageFirst;
  private int pageStart;
  private int pageEnd;

  TableWriter(SealedOutput index, SealedOutput rows) {
    this.index = index;
    this.rows = rows;
  }

  /// Begins the next contig; what waits belongs to the one before.
  void beginContig() throws IOException {
    endContig();
    contigs.add(new ArrayList<>());
  }

  /// Adds a row of the current contig. Rows of one start keep the order in which they are added.
  ///
  /// @param start 0-based
  /// @param end one past the last base
  void add(int start, int end, byte[] row) {
    waiting.add(new Waiting(start, end, sequence++, row));
  }

  /// Writes the rows that start before `position`: none can come before them any more.
  void passed(int position) throws IOException {
    while (!waiting.isEmpty() && waiting.element().start < position) {
      write(waiting.remove());
    }
  }

  private void write(Waiting next) throws IOException {
    if (written == pageFirst) {
      pageStart = next.start;
      pageEnd = next.end;
    }
    pageEnd = Math.max(pageEnd, next.end);
    index.write(new RowPlace(next.start, next.end, rows.position(), next.row.length).encode());
    rows.write(next.row);
    written++;
    if (written - pageFirst == Page.MOST_ROWS) {
      endPage();
    }
  }

  private void endPage() {
    if (written > pageFirst) {
      contigs.getLast().add(new Page(pageFirst, (int) (written - pageFirst), pageStart, pageEnd));
      pageFirst = written;
    }
  }

  private void endContig() throws IOException {
    while (!waiting.isEmpty()) {
      write(waiting.remove());
    }
    endPage();
  }

  /// Writes what waits and makes both files durable.
  ///
  /// @return the pages of each contig begun, in that order
  List<List<Page>> finish() throws IOException {
    endContig();
    index.finish();
    rows.finish();
    return contigs;
  }

  /// The number of rows written; all of them after [#finish].
  long count() {
    return written;
  }

  @Override
  public void close() throws IOException {
    try (index) {
      rows.close();
    }
  }
}
