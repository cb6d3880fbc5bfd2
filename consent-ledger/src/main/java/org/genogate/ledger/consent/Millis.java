package org.genogate.ledger.consent;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// The instants that terms may name: whole milliseconds since 1970, as the ledger keeps them.
final class Millis {

  private Millis() {}

  static void require(Instant instant) {
    if (instant.isBefore(Instant.EPOCH)
        || !instant.equals(floor(instant))
        || instant.isAfter(Instant.ofEpochMilli(Long.MAX_VALUE))) {
      throw new IllegalArgumentException(
          "an instant of consent is a whole millisecond since 1970, not " + instant);
    }
  }

  static Instant floor(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS);
  }
}
