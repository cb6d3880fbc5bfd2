package org.genogate.ledger.event;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// The ledger's instants: whole milliseconds since 1970.
final class LedgerTime {

  /// The last that a whole number of milliseconds in 63 bits can say.
  private static final Instant LAST = Instant.ofEpochMilli(Long.MAX_VALUE);

  private LedgerTime() {}

  /// `time` without what is finer than a millisecond.
  ///
  /// @throws IllegalArgumentException if it is before 1970 or beyond what milliseconds can say
  static Instant of(Instant time) {
    if (time.isBefore(Instant.EPOCH) || time.isAfter(LAST)) {
      throw new IllegalArgumentException("an instant outside what the ledger can say: " + time);
    }
    return time.truncatedTo(ChronoUnit.MILLIS);
  }
}
