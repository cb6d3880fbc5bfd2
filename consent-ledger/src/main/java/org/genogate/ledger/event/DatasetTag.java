package org.genogate.ledger.event;

import java.util.UUID;
import java.util.random.RandomGenerator;

/// Stands for a dataset on the ledger. Its readable name lies in the sealed payload of its
/// publication.
public record DatasetTag(UUID value) {

  public static DatasetTag random(RandomGenerator random) {
    return new DatasetTag(RandomId.draw(random));
  }

  /// @throws IllegalArgumentException if `text` is not 32 hex digits
  public static DatasetTag parse(String text) {
    return new DatasetTag(RandomId.parse(text));
  }

  /// 32 lower-case hex digits.
  @Override
  public String toString() {
    return RandomId.format(value);
  }
}
