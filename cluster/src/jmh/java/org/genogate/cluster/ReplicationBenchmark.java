package org.genogate.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.genogate.cluster.process.Founding;
import org.genogate.cluster.process.Replica;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.log.AdmitAll;
import org.genogate.ledger.log.Appender;
import org.genogate.ledger.log.Draft;
import org.jspecify.annotations.Nullable;

/// What three nodes of one JVM record a second, over real links with TLS, each forcing its own
/// files, with seals, cosignatures and leases; and how long callers wait.
///
///     mvn -pl cluster test-compile exec:exec@replication -Dbench.folder=/var/tmp
///
/// Not JMH: what is measured is a pipeline over seconds. How soon others commit after a leader is
/// killed is measured by `FaultCampaign`, with processes.
public final class ReplicationBenchmark {

  private static final int ENTRY_BYTES = 200;
  private static final Duration WARM_UP = Duration.ofSeconds(6);
  private static final Duration MEASURED = Duration.ofSeconds(5);
  private static final long STEP_NANOS = 1_000_000;

  /// Far below what a node lets wait.
  private static final int MOST_BEHIND = 30_000;

  private static final AtomicLong NUMBERS = new AtomicLong();

  private ReplicationBenchmark() {}

  /// How many appends are handed over at once, and how many such batches are under way.
  private record Pattern(int batch, int lanes) {
    @Override
    public String toString() {
      return "batches of %d, %d at a time".formatted(batch, lanes);
    }
  }

  public static void main(String[] arguments) throws Exception {
    var folder = Files.createTempDirectory(Path.of(arguments[0]), "replication");
    AloneSpeed.measure(folder);
    var replicas = open(folder);
    try {
      var leader = leader(replicas);
      var follower =
          replicas.stream().filter(each -> !each.equals(leader)).findFirst().orElseThrow();
      var _ = load(leader.appender(), new Pattern(1_024, 4), WARM_UP);
      double best = 0;
      for (var pattern :
          List.of(
              new Pattern(1, 1),
              new Pattern(1, 64),
              new Pattern(64, 1),
              new Pattern(64, 16),
              new Pattern(1_024, 1),
              new Pattern(1_024, 8),
              new Pattern(1_024, 24))) {
        best = Math.max(best, printed("at the leader", leader, pattern));
      }
      var _ = printed("at a follower", follower, new Pattern(1_024, 8));
      steady(leader.appender(), best / 2);
      steady(leader.appender(), best / 4);
      revocations("at the leader", leader.appender());
      revocations("at a follower", follower.appender());
    } finally {
      for (var replica : replicas) {
        replica.close();
      }
    }
  }

  private static List<Replica> open(Path folder) throws Exception {
    var addresses = new TreeMap<ValidatorName, InetSocketAddress>();
    for (var name : List.of("a", "b", "c")) {
      addresses.put(new ValidatorName(name), freeAddress());
    }
    var founding = new Founding(addresses);
    var replicas = new ArrayList<Replica>();
    for (var name : founding.members()) {
      var own = Files.createDirectories(folder.resolve(name.value()));
      replicas.add(
          Replica.open(
              founding,
              name,
              own,
              new AdmitAll(),
              _ -> {},
              cause -> {
                cause.printStackTrace();
                System.exit(3);
              }));
    }
    return replicas;
  }

  private static InetSocketAddress freeAddress() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort());
    }
  }

  private static Replica leader(List<Replica> replicas) {
    while (true) {
      for (var replica : replicas) {
        if (replica.log().isAccepting() && replica.log().sealedSize() > 0) {
          return replica;
        }
      }
      LockSupport.parkNanos(STEP_NANOS);
    }
  }

  private static Draft draft() {
    var entry = new byte[ENTRY_BYTES];
    ByteBuffer.wrap(entry).putLong(NUMBERS.incrementAndGet());
    return new Draft(entry, new byte[0]);
  }

  private static double printed(String where, Replica replica, Pattern pattern)
      throws InterruptedException {
    var times = new Times();
    double rate = load(replica.appender(), pattern, MEASURED, times);
    times.print(pattern + " " + where, rate);
    return rate;
  }

  private static double load(Appender appender, Pattern pattern, Duration length)
      throws InterruptedException {
    return load(appender, pattern, length, new Times());
  }

  /// The next batch goes when all of one are acknowledged.
  private static double load(Appender appender, Pattern pattern, Duration length, Times times)
      throws InterruptedException {
    var lanes = new Semaphore(pattern.lanes());
    long end = System.nanoTime() + length.toNanos();
    while (System.nanoTime() - end < 0) {
      lanes.acquire();
      batch(appender, pattern.batch(), times, lanes);
    }
    lanes.acquire(pattern.lanes());
    return times.perSecond();
  }

  private static void batch(Appender appender, int size, Times times, Semaphore lanes) {
    var left = new AtomicLong(size);
    for (int i = 0; i < size; i++) {
      long begun = System.nanoTime();
      var _ =
          appender
              .append(draft())
              .whenComplete((_, failed) -> {
                times.ended(begun, failed);
                if (left.decrementAndGet() == 0) {
                  lanes.release();
                }
              });
    }
  }

  /// So many a second, whether those before are acknowledged or not; a caller's time begins when
  /// its turn came, even if it could not be served then.
  private static void steady(Appender appender, double rate) throws InterruptedException {
    var times = new Times();
    var behind = new Semaphore(MOST_BEHIND);
    long begun = System.nanoTime();
    long sent = 0;
    for (long due = begun; due - begun < MEASURED.toNanos(); due += STEP_NANOS) {
      LockSupport.parkNanos(due - System.nanoTime());
      long asked = due;
      for (; sent < (due - begun) / 1e9 * rate; sent++) {
        behind.acquire();
        var _ =
            appender
                .append(draft())
                .whenComplete((_, failed) -> finish(times, asked, failed, behind));
      }
    }
    behind.acquire(MOST_BEHIND);
    times.print("%,.0f a second, evenly".formatted(rate), times.perSecond());
  }

  private static void finish(
      Times times, long asked, @Nullable Throwable failed, Semaphore behind) {
    times.ended(asked, failed);
    behind.release();
  }

  /// One after the other.
  private static void revocations(String where, Appender appender)
      throws InterruptedException, ExecutionException {
    var times = new Times();
    long end = System.nanoTime() + MEASURED.toNanos();
    while (System.nanoTime() - end < 0) {
      long begun = System.nanoTime();
      var _ = appender.appendEverywhere(draft()).get();
      times.ended(begun, null);
    }
    times.print("obeyed everywhere, " + where, times.perSecond());
  }
}
