package org.genogate.ledger.event;

import java.util.UUID;
import java.util.random.RandomGenerator;

/// Names one signed event. The same id twice is one event, so a copy of it does nothing.
public record EventId(UUID value) {

  public static EventId random(RandomGenerator random) {
    return new EventId(RandomId.draw(random));
  }

  /// @throws IllegalArgumentException if `text` is not 32 hex digits
  public static EventId parse(String text) {
    return new EventId(RandomId.parse(text));
  }

  /// 32 lower-case hex digits.
  @Override
  public String toString() {
    return RandomId.format(value);
  }
}
