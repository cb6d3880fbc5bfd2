package org.genogate.cluster.ordering;

import java.time.Duration;

/// How an ordering paces itself and what it holds in memory.
///
/// @param heartbeat how often a leader tells that it lives
/// @param timeout after how long without a heartbeat a follower stands for election; at least four
///   heartbeats, and rounded to a whole number of them
/// @param snapshotInterval after how many operations the oldest are dropped from memory: many
///   seconds of traffic, at least 20
/// @param mostPending how many operations may wait for their commit; more are not ordered
/// @param mostPendingBytes how many bytes of batches may wait for their commit
/// @param mostAppendBytes where a message to a follower ends; it has one operation at least
public record OrderingSettings(
    Duration heartbeat,
    Duration timeout,
    int snapshotInterval,
    int mostPending,
    long mostPendingBytes,
    int mostAppendBytes) {

  /// Below this a tenth of the interval, which the core keeps, is not a whole operation.
  private static final int LEAST_INTERVAL = 20;

  private static final int LEAST_HEARTBEATS = 4;

  public OrderingSettings {
    if (heartbeat.toMillis() < 1 || heartbeat.toMillis() > 1_000) {
      throw new IllegalArgumentException("a heartbeat is 1 to 1000 ms, not " + heartbeat);
    }
    if (timeout.compareTo(heartbeat.multipliedBy(LEAST_HEARTBEATS)) < 0) {
      throw new IllegalArgumentException("a timeout is at least four heartbeats, not " + timeout);
    }
    if (snapshotInterval < LEAST_INTERVAL) {
      throw new IllegalArgumentException(
          "a snapshot interval is at least 20 operations, not " + snapshotInterval);
    }
    if (mostPending < 1 || mostPendingBytes < 1 || mostAppendBytes < 1) {
      throw new IllegalArgumentException("a bound below one");
    }
  }

  /// For three or five nodes that are milliseconds apart.
  public static OrderingSettings standard() {
    return new OrderingSettings(
        Duration.ofMillis(100), Duration.ofMillis(700), 50_000, 1_024, 64L << 20, 1 << 20);
  }
}
