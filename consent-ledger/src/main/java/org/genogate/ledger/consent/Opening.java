package org.genogate.ledger.consent;

import java.util.Comparator;

/// Something that opens data once its entry is sealed: a grant, or the lifting of a denial.
///
/// @param index the entry that must be sealed
/// @param place of the grant or denial among those of the person
record Opening(long index, int ordinal, int place) implements Comparable<Opening> {

  private static final Comparator<Opening> IN_LOG_ORDER =
      Comparator.comparingLong(Opening::index)
          .thenComparingInt(Opening::ordinal)
          .thenComparingInt(Opening::place);

  @Override
  public int compareTo(Opening other) {
    return IN_LOG_ORDER.compare(this, other);
  }
}
