package org.genogate.ledger.event;

import java.util.UUID;
import java.util.random.RandomGenerator;

/// Names one access, from its opening to its receipt.
public record AccessId(UUID value) {

  public static AccessId random(RandomGenerator random) {
    return new AccessId(RandomId.draw(random));
  }

  /// @throws IllegalArgumentException if `text` is not 32 hex digits
  public static AccessId parse(String text) {
    return new AccessId(RandomId.parse(text));
  }

  /// 32 lower-case hex digits.
  @Override
  public String toString() {
    return RandomId.format(value);
  }
}
