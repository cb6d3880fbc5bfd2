package org.genogate.cluster.world;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/// True time, and what happens in it. For one thread.
public final class VirtualWorld {

  private record Event(long at, long number, Runnable what) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      return at == other.at ? Long.compare(number, other.number) : Long.compare(at, other.at);
    }
  }

  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private final List<Runnable> invariants = new ArrayList<>();
  private final Random random;
  private long now;
  private long number;

  public VirtualWorld(long seed) {
    this.random = new Random(seed);
  }

  public Random random() {
    return random;
  }

  /// Nanoseconds since the world began.
  public long now() {
    return now;
  }

  public void after(Duration delay, Runnable what) {
    after(delay.toNanos(), what);
  }

  public void after(long nanos, Runnable what) {
    events.add(new Event(now + Math.max(0, nanos), number++, what));
  }

  /// Checked after each event.
  public void always(Runnable invariant) {
    invariants.add(invariant);
  }

  public void run(Duration length) {
    long end = now + length.toNanos();
    while (!events.isEmpty() && events.peek().at() <= end) {
      var event = events.remove();
      now = event.at();
      event.what().run();
      invariants.forEach(Runnable::run);
    }
    now = end;
    invariants.forEach(Runnable::run);
  }

  /// A length between the two.
  public Duration between(Duration least, Duration most) {
    return Duration.ofNanos(random.nextLong(least.toNanos(), most.toNanos() + 1));
  }
}
