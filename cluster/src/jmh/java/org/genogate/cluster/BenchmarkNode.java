package org.genogate.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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

/// A node of [ReplicationBenchmark] as a process of its own, with callers inside: told what to do,
/// a line each, it answers with what it measured.
///
/// | asked | done |
/// |---|---|
/// | `load 1024 8 5000` | batches of so many, so many of them at a time, for so many ms |
/// | `steady 50000 5000` | so many a second, evenly |
/// | `revoke 5000` | one after the other, each obeyed everywhere |
/// | `leads` | `true` or `false` |
/// | `quit` | ends |
public final class BenchmarkNode {

  private static final int ENTRY_BYTES = 200;
  private static final long STEP_NANOS = 1_000_000;

  /// Far below what a node lets wait.
  private static final int MOST_BEHIND = 30_000;

  private final Replica replica;
  private final Appender appender;
  private final AtomicLong numbers = new AtomicLong();
  private final long author;

  private BenchmarkNode(Replica replica, long author) {
    this.replica = replica;
    this.appender = replica.appender();
    this.author = author;
  }

  /// @param arguments this node's name, its folder, and `name=host:port` of every node
  public static void main(String[] arguments) throws Exception {
    var self = new ValidatorName(arguments[0]);
    var folder = Files.createDirectories(Path.of(arguments[1]));
    var addresses = new TreeMap<ValidatorName, InetSocketAddress>();
    for (int i = 2; i < arguments.length; i++) {
      var parts = arguments[i].split("[=:]", -1);
      addresses.put(
          new ValidatorName(parts[0]), new InetSocketAddress(parts[1], Integer.parseInt(parts[2])));
    }
    var replica =
        Replica.open(
            new Founding(addresses), self, folder, new AdmitAll(), _ -> {}, BenchmarkNode::halt);
    new BenchmarkNode(replica, self.hashCode()).serve();
    Runtime.getRuntime().halt(0);
  }

  private static void halt(Throwable cause) {
    cause.printStackTrace();
    Runtime.getRuntime().halt(3);
  }

  private void serve() throws IOException, InterruptedException, ExecutionException {
    var out = new PrintStream(System.out, true, UTF_8);
    var in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (var line = in.readLine(); line != null; line = in.readLine()) {
      var words = line.split(" ", -1);
      switch (words[0]) {
        case "load" ->
            out.println(
                load(Integer.parseInt(words[1]), Integer.parseInt(words[2]), millis(words[3])));
        case "steady" -> out.println(steady(Double.parseDouble(words[1]), millis(words[2])));
        case "revoke" -> out.println(revocations(millis(words[1])));
        case "leads" -> out.println(replica.log().isAccepting() && replica.log().sealedSize() > 0);
        default -> {
          return;
        }
      }
    }
  }

  private static Duration millis(String word) {
    return Duration.ofMillis(Long.parseLong(word));
  }

  private Draft draft() {
    var entry = new byte[ENTRY_BYTES];
    ByteBuffer.wrap(entry).putLong(author).putLong(numbers.incrementAndGet());
    return new Draft(entry, new byte[0]);
  }

  /// The next batch goes when all of one are acknowledged.
  private Times.Measured load(int batch, int lanes, Duration length) throws InterruptedException {
    var times = new Times();
    var free = new Semaphore(lanes);
    long end = System.nanoTime() + length.toNanos();
    while (System.nanoTime() - end < 0) {
      free.acquire();
      batch(batch, times, free);
    }
    free.acquire(lanes);
    return times.measured();
  }

  private void batch(int size, Times times, Semaphore free) {
    var left = new AtomicLong(size);
    for (int i = 0; i < size; i++) {
      long begun = System.nanoTime();
      var _ =
          appender
              .append(draft())
              .whenComplete((_, failed) -> {
                times.ended(begun, failed);
                if (left.decrementAndGet() == 0) {
                  free.release();
                }
              });
    }
  }

  /// So many a second, whether those before are acknowledged or not; a caller's time begins when
  /// its turn came, even if it could not be served then.
  private Times.Measured steady(double rate, Duration length) throws InterruptedException {
    var times = new Times();
    var behind = new Semaphore(MOST_BEHIND);
    long begun = System.nanoTime();
    long sent = 0;
    for (long due = begun; due - begun < length.toNanos(); due += STEP_NANOS) {
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
    return times.measured();
  }

  private static void finish(
      Times times, long asked, @Nullable Throwable failed, Semaphore behind) {
    times.ended(asked, failed);
    behind.release();
  }

  /// One after the other.
  private Times.Measured revocations(Duration length)
      throws InterruptedException, ExecutionException {
    var times = new Times();
    long end = System.nanoTime() + length.toNanos();
    while (System.nanoTime() - end < 0) {
      long begun = System.nanoTime();
      var _ = appender.appendEverywhere(draft()).get();
      times.ended(begun, null);
    }
    return times.measured();
  }
}
