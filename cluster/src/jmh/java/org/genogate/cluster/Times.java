package org.genogate.cluster;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// How long each of many appends took, and how much of the processor: what other work on the
/// machine changes least. For many threads.
final class Times {

  private static final int MOST = 8_000_000;

  private final long[] nanos = new long[MOST];
  private final AtomicInteger count = new AtomicInteger();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final long begun = System.nanoTime();
  private final long begunCpu = cpuNanos();

  private static long cpuNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  void ended(long begunAt, @Nullable Throwable failed) {
    if (failed != null) {
      failure.compareAndSet(null, failed);
      return;
    }
    int at = count.getAndIncrement();
    if (at < MOST) {
      nanos[at] = System.nanoTime() - begunAt;
    }
  }

  double perSecond() {
    return count.get() * 1e9 / (System.nanoTime() - begun);
  }

  /// Once nothing is under way any more.
  void print(String what, double rate) {
    double cpu = cpuNanos() - begunCpu;
    var sorted = Arrays.copyOf(nanos, Math.min(MOST, count.get()));
    Arrays.sort(sorted);
    var failed = failure.get();
    if (failed != null || sorted.length == 0) {
      System.out.printf("%-44s failed: %s%n", what, failed);
      return;
    }
    System.out.printf(
        "%-44s %,9.0f entries/s, p50 %7.2f ms, p99 %7.2f ms, cpu %6.1f us each, load %.1f%n",
        what,
        rate,
        sorted[sorted.length / 2] / 1e6,
        sorted[sorted.length * 99 / 100] / 1e6,
        cpu / 1e3 / sorted.length,
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }
}
