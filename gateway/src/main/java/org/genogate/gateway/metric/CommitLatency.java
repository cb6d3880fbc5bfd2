package org.genogate.gateway.metric;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/// How long appends took until they were committed, and how many came to nothing. Safe for many
/// threads.
final class CommitLatency {

  /// Seconds. From one fsync up to what nobody waits for any longer.
  private static final double[] BOUNDS = {
    0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10
  };

  private static final double NANOS = 1e9;

  private final AtomicLongArray counts = new AtomicLongArray(BOUNDS.length + 1);
  private final LongAdder nanos = new LongAdder();

  void took(Duration time) {
    double seconds = time.toNanos() / NANOS;
    int bucket = 0;
    while (bucket < BOUNDS.length && seconds > BOUNDS[bucket]) {
      bucket++;
    }
    counts.incrementAndGet(bucket);
    nanos.add(time.toNanos());
  }

  void write(PrometheusText out, String name, String help) {
    out.describe(name, "histogram", help);
    long cumulated = 0;
    for (int bucket = 0; bucket < BOUNDS.length; bucket++) {
      cumulated += counts.get(bucket);
      out.sample(name + "_bucket", "le", Double.toString(BOUNDS[bucket]), cumulated);
    }
    cumulated += counts.get(BOUNDS.length);
    out.sample(name + "_bucket", "le", "+Inf", cumulated);
    out.sample(name + "_sum", nanos.sum() / NANOS);
    out.sample(name + "_count", cumulated);
  }
}
