package org.genogate.ledger.event;

import java.util.UUID;
import java.util.random.RandomGenerator;

/// Names one release: a requester's wish to use datasets in a project, and what became of it.
public record ReleaseId(UUID value) {

  public static ReleaseId random(RandomGenerator random) {
    return new ReleaseId(RandomId.draw(random));
  }

  /// @throws IllegalArgumentException if `text` is not 32 hex digits
  public static ReleaseId parse(String text) {
    return new ReleaseId(RandomId.parse(text));
  }

  /// 32 lower-case hex digits.
  @Override
  public String toString() {
    return RandomId.format(value);
  }
}
