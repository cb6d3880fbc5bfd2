package org.genogate.genomics.cohort;

/// A row's entry in its table's index.
///
/// @param start first base, 0-based
/// @param end one past the last
/// @param offset of the row in the plain bytes of its table's rows
/// @param length of the row there
record RowPlace(int start, int end, long offset, int length) {

  static final int BYTES = 2 * Integer.BYTES + Long.BYTES + Integer.BYTES;

  byte[] encode() {
    return new ByteWriter().int32(start).int32(end).int64(offset).int32(length).toBytes();
  }

  static RowPlace decode(ByteReader in) {
    return new RowPlace(in.int32(), in.int32(), in.int64(), in.int32());
  }
}
