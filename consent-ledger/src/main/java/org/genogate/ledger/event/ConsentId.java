package org.genogate.ledger.event;

import java.util.UUID;
import java.util.random.RandomGenerator;

/// Names one grant or denial, so that it can be revoked by itself.
public record ConsentId(UUID value) {

  public static ConsentId random(RandomGenerator random) {
    return new ConsentId(RandomId.draw(random));
  }

  /// @throws IllegalArgumentException if `text` is not 32 hex digits
  public static ConsentId parse(String text) {
    return new ConsentId(RandomId.parse(text));
  }

  /// 32 lower-case hex digits.
  @Override
  public String toString() {
    return RandomId.format(value);
  }
}
