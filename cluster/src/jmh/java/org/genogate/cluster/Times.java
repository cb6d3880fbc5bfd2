package org.genogate.cluster;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// How long each of many appends took, to two hundredths. For many threads.
///
/// A count for each width of time, and no time by itself: what measures should leave no garbage.
final class Times {

  /// Of a power of two.
  private static final int STEPS_BITS = 6;

  private static final int STEPS = 1 << STEPS_BITS;

  private final AtomicLongArray counts = new AtomicLongArray(Long.SIZE * STEPS);
  private final AtomicInteger count = new AtomicInteger();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final long begun = System.nanoTime();

  void ended(long begunAt, @Nullable Throwable failed) {
    if (failed != null) {
      failure.compareAndSet(null, failed);
      return;
    }
    count.incrementAndGet();
    counts.incrementAndGet(step(Math.max(STEPS, System.nanoTime() - begunAt)));
  }

  private static int step(long nanos) {
    int power = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos);
    return power * STEPS + (int) (nanos >>> (power - STEPS_BITS)) % STEPS;
  }

  private double millis(int percent) {
    long left = Math.max(1, count.get() * (long) percent / 100);
    int at = -1;
    while (left > 0) {
      at++;
      left -= counts.get(at);
    }
    double step = 1 + (at % STEPS + 1.0) / STEPS;
    return Math.scalb(step, at / STEPS) / 1e6;
  }

  /// Once nothing is under way any more.
  Measured measured() {
    double perSecond = count.get() * 1e9 / (System.nanoTime() - begun);
    var failed = failure.get();
    if (failed != null || count.get() == 0) {
      throw new IllegalStateException("an append failed", failed);
    }
    return new Measured(count.get(), perSecond, millis(50), millis(99));
  }

  /// What came of it.
  record Measured(long count, double perSecond, double halfMillis, double worstMillis) {

    /// As one line, which [#parse] reads.
    @Override
    public String toString() {
      return count + " " + perSecond + " " + halfMillis + " " + worstMillis;
    }

    static Measured parse(String line) {
      var words = line.split(" ", -1);
      return new Measured(
          Long.parseLong(words[0]),
          Double.parseDouble(words[1]),
          Double.parseDouble(words[2]),
          Double.parseDouble(words[3]));
    }
  }
}
