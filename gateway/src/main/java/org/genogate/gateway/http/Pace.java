package org.genogate.gateway.http;

import java.time.Duration;

/// How far a reader lags behind the slowest one we put up with.
///
/// Time that a reader makes us wait beyond what its bytes are worth adds to its lag; faster reading
/// takes lag away, but earns nothing in advance, so a quick start does not pay for a long stall.
final class Pace {

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final long minBytesPerSecond;
  private final long patienceNanos;
  private long lagNanos;

  Pace(long minBytesPerSecond, Duration patience) {
    this.minBytesPerSecond = minBytesPerSecond;
    this.patienceNanos = patience.toNanos();
  }

  /// The longest that the reader may take over the next `bytes`, in ns.
  long allowanceNanos(int bytes) {
    return patienceNanos - lagNanos + worthNanos(bytes);
  }

  /// Notes that the reader took `bytes` within `waitedNanos`.
  void took(int bytes, long waitedNanos) {
    lagNanos = Math.max(0, lagNanos + waitedNanos - worthNanos(bytes));
  }

  private long worthNanos(int bytes) {
    return Math.multiplyExact(bytes, NANOS_PER_SECOND) / minBytesPerSecond;
  }
}
