package org.genogate.genomics.arrow;

import java.util.Arrays;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.genogate.genomics.cohort.MaskedRow;
import org.genogate.genomics.mask.SampleSet;

/// One list a row: the copies of ALT in each sample, null where not called or not visible.
final class DosageColumn {
  private final FixedSizeListVector lists;
  private final TinyIntVector items;
  private final SampleSet encoded;

  /// The column of each sample of the cohort that has one.
  private final int[] columnOf;

  private final byte[] copies;

  /// @param ordinals of the samples, in the columns' order
  /// @param mostRows that a batch may hold
  DosageColumn(FixedSizeListVector lists, int cohortSize, int[] ordinals, int mostRows) {
    this.lists = lists;
    this.items = (TinyIntVector) lists.getDataVector();
    this.encoded = SampleSet.of(cohortSize, ordinals);
    this.copies = new byte[ordinals.length];
    this.columnOf = new int[cohortSize];
    for (int column = 0; column < ordinals.length; column++) {
      columnOf[ordinals[column]] = column;
    }
    lists.setInitialCapacity(mostRows);
    items.allocateNew(Math.multiplyExact(mostRows, ordinals.length));
    begin();
  }

  /// All bytes and bits that a row adds; its list's own bit is the caller's to count.
  static int bytesPerRow(int samples) {
    return samples + samples / Byte.SIZE + 1;
  }

  /// Most samples carry nothing, so only carriers and nulls are visited instead of every column.
  void set(int at, MaskedRow row) {
    int first = at * copies.length;
    SampleSet carriers = row.carriers().and(encoded);
    SampleSet nulls = encoded.minus(row.visible()).or(row.uncalled().and(encoded));
    Arrays.fill(copies, (byte) 0);
    for (int sample = carriers.next(0); sample >= 0; sample = carriers.next(sample + 1)) {
      copies[columnOf[sample]] = (byte) row.copies(sample);
    }
    for (int sample = nulls.next(0); sample >= 0; sample = nulls.next(sample + 1)) {
      copies[columnOf[sample]] = 0;
      clearBit(items.getValidityBuffer(), first + columnOf[sample]);
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
