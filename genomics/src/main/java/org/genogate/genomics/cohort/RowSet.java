package org.genogate.genomics.cohort;

import java.util.Arrays;
import java.util.stream.LongStream;

/// Some rows of a store, ascending, each once.
///
/// Kept as runs of consecutive rows, so that a whole chromosome costs a few numbers. Immutable.
public final class RowSet {

  /// Run `i` holds the rows `firsts[i]` to `firsts[i] + sizes`, where its size is `before[i + 1] -
  /// before[i]`.
  private final long[] firsts;

  private final long[] before;

  RowSet(long[] firsts, long[] before) {
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
}
