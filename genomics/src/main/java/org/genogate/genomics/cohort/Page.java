package org.genogate.genomics.cohort;

/// Up to 1,024 consecutive rows of one contig, summed up so that a search can pass over them.
///
/// One row that reaches far spoils only its own page for the search, not all that follow it.
///
/// @param firstRow its number in the table
/// @param count of rows
/// @param start of its first row, which is its least, 0-based
/// @param end the greatest end of its rows
record Page(long firstRow, int count, int start, int end) {

  static final int MOST_ROWS = 1024;

  void write(ByteWriter out) {
    out.varint(firstRow).varint(count).int32(start).int32(end);
  }

  static Page read(ByteReader in) {
    return new Page(in.varint(), in.count(), in.int32(), in.int32());
  }
}
