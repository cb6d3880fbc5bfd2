package org.genogate.cluster.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/// Virtual time: what is to happen, in order, as fast as it can be computed.
///
/// Keeps a digest of what was noted, to tell whether two runs were the same.
public final class Timeline {

  /// Moments that are equal come in the order in which they were made.
  private record Event(long atNanos, long number, Runnable task) {}

  private final PriorityQueue<Event> events =
      new PriorityQueue<>(
          Comparator.comparingLong(Event::atNanos).thenComparingLong(Event::number));
  private final List<Runnable> invariants = new ArrayList<>();
  private long nowNanos;
  private long number;
  private long digest = 0x9E3779B97F4A7C15L;

  public long nowNanos() {
    return nowNanos;
  }

  public void at(long nanos, Runnable task) {
    events.add(new Event(Math.max(nanos, nowNanos), number++, task));
  }

  public void after(Duration delay, Runnable task) {
    at(nowNanos + Math.max(0, delay.toNanos()), task);
  }

  /// Checked after each event.
  public void always(Runnable invariant) {
    invariants.add(invariant);
  }

  /// Lets `duration` pass.
  public void run(Duration duration) {
    long end = nowNanos + duration.toNanos();
    while (!events.isEmpty() && events.peek().atNanos <= end) {
      step();
    }
    nowNanos = end;
    invariants.forEach(Runnable::run);
  }

  /// Lets time pass until something holds, or `most` is over.
  ///
  /// @return whether it holds
  public boolean runUntil(BooleanSupplier condition, Duration most) {
    long end = nowNanos + most.toNanos();
    while (!condition.getAsBoolean()) {
      if (events.isEmpty() || events.peek().atNanos > end) {
        nowNanos = end;
        return condition.getAsBoolean();
      }
      step();
    }
    return true;
  }

  private void step() {
    var event = events.remove();
    nowNanos = event.atNanos;
    event.task.run();
    invariants.forEach(Runnable::run);
  }

  /// Takes something that happened into the digest.
  public void note(long what) {
    digest = Long.rotateLeft((digest ^ what) * 0xBF58476D1CE4E5B9L, 31) + nowNanos;
  }

  public long digest() {
    return digest;
  }
}
