package org.genogate.genomics.cohort;

import java.util.Arrays;
import java.util.stream.LongStream;

/// Some rows of a store, ascending, each once.
///
/// Kept as runs of consecutive rows, so that a whole chromosome costs a few numbers. Immutable.
public final class RowSet {

  /// The first row of each run.
  private final long[] firsts;

  /// How many rows come before each run; one more entry than there are runs, with all rows.
  private final long[] before;

  private RowSet(long[] firsts, long[] before) {
    this.firsts = firsts;
    this.before = before;
  }

  /// The number of rows.
  public long count() {
    return before[firsts.length];
  }

  /// The row at `index`, counted from 0; O(log runs).
  ///
  /// @throws IndexOutOfBoundsException if `index` is not less than [#count]
  public long at(long index) {
    if (index < 0 || index >= count()) {
      throw new IndexOutOfBoundsException("row %d of %d".formatted(index, count()));
    }
    int found = Arrays.binarySearch(before, 0, firsts.length, index);
    int run = found >= 0 ? found : -found - 2;
    return firsts[run] + (index - before[run]);
  }

  public LongStream stream() {
    return LongStream.range(0, count()).map(this::at);
  }

  /// Takes runs in ascending order and joins those that touch.
  static final class Builder {

    private long[] firsts = new long[16];
    private long[] before = new long[17];
    private int runs;

    void add(long first, int count) {
      if (runs > 0 && firsts[runs - 1] + before[runs] - before[runs - 1] == first) {
        before[runs] += count;
        return;
      }
      if (runs == firsts.length) {
        firsts = Arrays.copyOf(firsts, 2 * runs);
        before = Arrays.copyOf(before, 2 * runs + 1);
      }
      firsts[runs] = first;
      before[runs + 1] = before[runs] + count;
      runs++;
    }

    RowSet build() {
      return new RowSet(Arrays.copyOf(firsts, runs), Arrays.copyOf(before, runs + 1));
    }
  }
}
