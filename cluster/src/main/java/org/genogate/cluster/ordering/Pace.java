package org.genogate.cluster.ordering;

import io.microraft.RaftConfig;
import io.microraft.executor.RaftNodeExecutor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/// The core's time, which counts whole seconds: one of its seconds is one heartbeat of ours.
///
/// So its clock runs faster than the real one, and what it schedules comes sooner.
final class Pace {

  /// Where the core's clock begins: it takes 0 for "never", and a node that has just started must
  /// not believe that it heard a leader.
  private static final long ORIGIN_MILLIS = TimeUnit.DAYS.toMillis(365);

  /// Far beyond need; a report is built each time.
  private static final int REPORT_SECONDS = 1_000_000;

  /// How many operations that no leader accepts for its own the core still has room for: one is
  /// written in each term, and none of them may fail for want of room.
  private static final int ROOM = 4_096;

  private final OrderingSettings settings;
  private final Turns turns;
  private final RandomGenerator random;
  private final long startNanos;

  Pace(OrderingSettings settings, Turns turns, RandomGenerator random) {
    this.settings = settings;
    this.turns = turns;
    this.random = random;
    this.startNanos = turns.nanoTime();
  }

  private long scale(Duration real) {
    long nanos = real.toNanos();
    long heartbeat = settings.heartbeat().toNanos();
    return nanos / heartbeat * 1_000 + nanos % heartbeat * 1_000 / heartbeat;
  }

  /// How many heartbeats a follower waits.
  int heartbeats() {
    var half = settings.heartbeat().dividedBy(2);
    return Math.toIntExact(settings.timeout().plus(half).dividedBy(settings.heartbeat()));
  }

  RaftConfig config() {
    return RaftConfig.newBuilder()
        .setLeaderHeartbeatPeriodSecs(1)
        .setLeaderHeartbeatTimeoutSecs(heartbeats())
        .setLeaderElectionTimeoutMillis(scale(settings.timeout().dividedBy(2)))
        .setCommitCountToTakeSnapshot(settings.snapshotInterval())
        .setMaxPendingLogEntryCount(settings.mostPending() + ROOM)
        .setAppendEntriesRequestBatchSize(1_024)
        .setTransferSnapshotsFromFollowersEnabled(false)
        .setRaftNodeReportPublishPeriodSecs(REPORT_SECONDS)
        .build();
  }

  Clock clock() {
    return new Clock() {
      @Override
      public long millis() {
        return ORIGIN_MILLIS + scale(Duration.ofNanos(turns.nanoTime() - startNanos));
      }

      @Override
      public Instant instant() {
        return Instant.ofEpochMilli(millis());
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }
    };
  }

  /// What the core adds to an election's timeout: up to as much again, where it asks for a tenth of
  /// its second.
  Random random() {
    return new Random(0) {
      private static final long serialVersionUID = 1L;

      @Override
      public int nextInt(int bound) {
        return random.nextInt(Math.toIntExact(scale(settings.timeout().dividedBy(2))));
      }
    };
  }

  /// @param isAlive whether the core is still the one whose tasks are to run
  RaftNodeExecutor executor(BooleanSupplier isAlive) {
    return new RaftNodeExecutor() {
      @Override
      public void execute(Runnable task) {
        turns.execute(alive(task));
      }

      @Override
      public void submit(Runnable task) {
        turns.submit(alive(task));
      }

      @Override
      public void schedule(Runnable task, long delay, TimeUnit unit) {
        long nanos = unit.toMillis(delay) * settings.heartbeat().toNanos() / 1_000;
        turns.schedule(Duration.ofNanos(nanos), alive(task));
      }

      private Runnable alive(Runnable task) {
        return () -> {
          if (isAlive.getAsBoolean()) {
            task.run();
          }
        };
      }
    };
  }
}
