package org.genogate.ledger.consent;

import java.time.Instant;
import java.util.Comparator;

/// A start or expiry to come.
///
/// @param place of the grant among those of the person
record Turn(Instant at, int ordinal, int place) implements Comparable<Turn> {

  private static final Comparator<Turn> IN_TIME =
      Comparator.comparing(Turn::at).thenComparingInt(Turn::ordinal).thenComparingInt(Turn::place);

  @Override
  public int compareTo(Turn other) {
    return IN_TIME.compare(this, other);
  }
}
