package org.genogate.ledger.event;

import java.util.UUID;
import java.util.random.RandomGenerator;

/// Stands for whoever holds a key. A person's holder tag has the same value as their `PersonTag`.
public record HolderTag(UUID value) {

  public static HolderTag random(RandomGenerator random) {
    return new HolderTag(RandomId.draw(random));
  }

  /// @throws IllegalArgumentException if `text` is not 32 hex digits
  public static HolderTag parse(String text) {
    return new HolderTag(RandomId.parse(text));
  }

  /// 32 lower-case hex digits.
  @Override
  public String toString() {
    return RandomId.format(value);
  }
}
