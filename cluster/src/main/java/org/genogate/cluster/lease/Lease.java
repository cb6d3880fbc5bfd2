package org.genogate.cluster.lease;

import java.time.Duration;

/// A right that ends by the first of two clocks: a machine that is suspended may stop the one that
/// runs forward alone, and a wall clock may be set back.
record Lease(long endNanos, long endWallMillis) {

  /// @param asked when it was asked for, not when it was given
  static Lease from(Moment asked, Duration length) {
    return new Lease(asked.nanos() + length.toNanos(), asked.wallMillis() + length.toMillis());
  }

  boolean holds(long nanos, long wallMillis) {
    return endNanos - nanos > 0 && endWallMillis - wallMillis > 0;
  }

  boolean holds(Moment now) {
    return holds(now.nanos(), now.wallMillis());
  }

  /// What is left by the clock that leaves less; zero once it ended.
  Duration remaining(Moment now) {
    var byNanos = Duration.ofNanos(endNanos - now.nanos());
    var byWall = Duration.ofMillis(endWallMillis - now.wallMillis());
    var less = byNanos.compareTo(byWall) < 0 ? byNanos : byWall;
    return less.isNegative() ? Duration.ZERO : less;
  }
}
