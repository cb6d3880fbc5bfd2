package org.genogate.ledger.event;

import java.util.UUID;
import java.util.random.RandomGenerator;

/// Stands for a requester on the ledger; who that is lies in sealed payloads.
public record RequesterTag(UUID value) {

  public static RequesterTag random(RandomGenerator random) {
    return new RequesterTag(RandomId.draw(random));
  }

  /// @throws IllegalArgumentException if `text` is not 32 hex digits
  public static RequesterTag parse(String text) {
    return new RequesterTag(RandomId.parse(text));
  }

  /// 32 lower-case hex digits.
  @Override
  public String toString() {
    return RandomId.format(value);
  }
}
