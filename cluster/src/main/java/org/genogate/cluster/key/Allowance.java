package org.genogate.cluster.key;

import java.time.Duration;

/// How often something may be done: so many times at once, and once more each period.
///
/// Not thread-safe: driven by one agenda.
final class Allowance {

  private final int most;
  private final long periodNanos;
  private double left;
  private long asOf;

  /// @param now nanoseconds of the agenda
  Allowance(int most, Duration period, long now) {
    this.most = most;
    this.periodNanos = period.toNanos();
    this.left = most;
    this.asOf = now;
  }

  boolean take(long now) {
    left = Math.min(most, left + (double) (now - asOf) / periodNanos);
    asOf = now;
    if (left < 1) {
      return false;
    }
    left--;
    return true;
  }
}
