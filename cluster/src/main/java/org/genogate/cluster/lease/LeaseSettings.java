package org.genogate.cluster.lease;

import java.time.Duration;

/// How long leases are. All nodes of a cluster must have the same.
///
/// @param beat how often the leader asks for news
/// @param length the longest a lease lasts after it was asked for
/// @param margin how much longer others wait, for clocks of different pace: a tenth of `length` is
///   enough for clocks that run up to 4.7 % too fast or too slow
/// @param quiet without news of a leader for so long a node refuses, whatever it borrowed
public record LeaseSettings(Duration beat, Duration length, Duration margin, Duration quiet) {

  public static final LeaseSettings DEFAULT =
      new LeaseSettings(
          Duration.ofMillis(100),
          Duration.ofMillis(1_500),
          Duration.ofMillis(150),
          Duration.ofSeconds(5));

  /// A lease that is renewed less than three times in its length flickers at the first lost beat.
  private static final int LEAST_BEATS = 3;

  public LeaseSettings {
    if (!beat.isPositive() || beat.multipliedBy(LEAST_BEATS).compareTo(length) > 0) {
      throw new IllegalArgumentException(
          "a beat of " + beat + " is not a third of the lease's " + length + " or less");
    }
    if (!margin.isPositive()) {
      throw new IllegalArgumentException("a margin is more than nothing, not " + margin);
    }
    if (quiet.compareTo(beat) <= 0) {
      throw new IllegalArgumentException("quiet of " + quiet + " is not more than a beat");
    }
  }

  /// The longest that any lease lasts after it was asked for.
  Duration longest() {
    return length.compareTo(quiet) < 0 ? length : quiet;
  }
}
