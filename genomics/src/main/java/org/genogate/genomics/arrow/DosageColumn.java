package org.genogate.genomics.arrow;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.genogate.genomics.cohort.MaskedRow;

/// One list a row: the copies of ALT in each sample, null where not called or not visible.
final class DosageColumn {
  private final FixedSizeListVector lists;
  private final TinyIntVector items;
  private final int[] ordinals;
  private final byte[] copies;

  /// @param mostRows that a batch may hold
  DosageColumn(FixedSizeListVector lists, int[] ordinals, int mostRows) {
    this.lists = lists;
    this.items = (TinyIntVector) lists.getDataVector();
    this.ordinals = ordinals;
    this.copies = new byte[ordinals.length];
    lists.setInitialCapacity(mostRows);
    items.allocateNew(Math.multiplyExact(mostRows, ordinals.length));
    begin();
  }

  /// All bytes and bits that a row adds; its list's own bit is the caller's to count.
  static int bytesPerRow(int samples) {
    return samples + samples / Byte.SIZE + 1;
  }

  void set(int at, MaskedRow row) {
    int first = at * ordinals.length;
    for (int i = 0; i < ordinals.length; i++) {
      int sample = ordinals[i];
      copies[i] = (byte) row.copies(sample);
      if (!row.called(sample)) {
        copies[i] = 0;
        clearBit(items.getValidityBuffer(), first + i);
      }
    }
    items.getDataBuffer().setBytes(first, copies, 0, copies.length);
    lists.setNotNull(at);
  }

  /// Begins a batch in emptied vectors. Most genotypes are called, so validity starts out set and
  /// the others are cleared.
  void begin() {
    ArrowBuf validity = items.getValidityBuffer();
    validity.setOne(0, validity.capacity());
  }

  private static void clearBit(ArrowBuf bits, int at) {
    int kept = bits.getByte(at >> 3) & ~(1 << (at & 7));
    bits.setByte(at >> 3, kept);
  }
}
