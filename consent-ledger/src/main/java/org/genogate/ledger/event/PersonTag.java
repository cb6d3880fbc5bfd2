package org.genogate.ledger.event;

import java.util.UUID;
import java.util.random.RandomGenerator;

/// Stands for a person on the ledger: random, and tied to no name outside the vault and the
/// custodian.
public record PersonTag(UUID value) {

  public static PersonTag random(RandomGenerator random) {
    return new PersonTag(RandomId.draw(random));
  }

  /// @throws IllegalArgumentException if `text` is not 32 hex digits
  public static PersonTag parse(String text) {
    return new PersonTag(RandomId.parse(text));
  }

  /// 32 lower-case hex digits.
  @Override
  public String toString() {
    return RandomId.format(value);
  }
}
