package org.genogate.ledger.consent;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// The instants that terms and the fold know: whole milliseconds since 1970, as the ledger keeps
/// them.
final class Millis {

  private static final Instant LAST = Instant.ofEpochMilli(Long.MAX_VALUE);

  private Millis() {}

  /// `instant` without what is finer than a millisecond.
  ///
  /// @throws IllegalArgumentException if it is before 1970 or beyond what milliseconds can say
  static Instant floor(Instant instant) {
    if (instant.isBefore(Instant.EPOCH) || instant.isAfter(LAST)) {
      throw new IllegalArgumentException("an instant is from 1970 on, not " + instant);
    }
    return instant.truncatedTo(ChronoUnit.MILLIS);
  }
}
