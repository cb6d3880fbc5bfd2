package org.genogate.cluster.ordering;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.genogate.cluster.link.Link;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.log.Agenda;
import org.genogate.ledger.log.Batch;
import org.genogate.ledger.log.Draft;
import org.genogate.ledger.log.Ordering;
import org.jspecify.annotations.Nullable;

/// Entries a second that one node, and three in one process, order and make durable, each node in a
/// file of its own; and what a batch waits.
///
/// Not JMH: what is measured is a pipeline over seconds. `java -cp …
/// org.genogate.cluster.ordering.OrderingBenchmark DIRECTORY`, on the disk to be judged.
public final class OrderingBenchmark {

  private static final int ENTRY_BYTES = 200;
  private static final Duration WARM_UP = Duration.ofSeconds(3);
  private static final Duration MEASURED = Duration.ofSeconds(5);

  private OrderingBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    var parent = arguments.length == 0 ? Path.of("target") : Path.of(arguments[0]);
    for (int nodes : new int[] {1, 3}) {
      for (int[] load : new int[][] {{1, 1}, {1, 64}, {64, 16}, {1_024, 1}, {1_024, 8}}) {
        measure(Files.createTempDirectory(parent, "ordering"), nodes, load[0], load[1]);
      }
    }
  }

  /// One thread with a clock.
  private record ThreadAgenda(ScheduledExecutorService executor) implements Agenda {
    @Override
    public long nanoTime() {
      return System.nanoTime();
    }

    @Override
    public void execute(Runnable task) {
      executor.execute(task);
    }

    @Override
    public void schedule(Duration delay, Runnable task) {
      var _ = executor.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  /// Hands messages over on the sender's thread.
  private record MemoryLink(ValidatorName self, Map<ValidatorName, Receiver> receivers)
      implements Link {
    @Override
    public Set<ValidatorName> members() {
      return Set.copyOf(receivers.keySet());
    }

    @Override
    public boolean isReachable(ValidatorName peer) {
      return true;
    }

    @Override
    public void send(ValidatorName to, Channel channel, byte[] message) {
      var receiver = receivers.get(to);
      if (receiver != null) {
        receiver.received(self, message);
      }
    }

    @Override
    public void listen(Channel channel, Receiver receiver) {
      receivers.put(self, receiver);
    }
  }

  /// Waits to lead.
  private record Leading(CompletableFuture<Long> term) implements Ordering.Listener {
    @Override
    public void leading(long led) {
      term.complete(led);
    }

    @Override
    public void following() {}

    @Override
    public void committed(long led, long firstIndex, int count) {}

    @Override
    public void failed(Throwable cause) {
      term.completeExceptionally(cause);
    }
  }

  private static void measure(Path directory, int nodes, int batchEntries, int inFlight)
      throws Exception {
    var names = new ArrayList<ValidatorName>();
    for (int i = 0; i < nodes; i++) {
      names.add(new ValidatorName("node-" + i));
    }
    var receivers = new HashMap<ValidatorName, Link.Receiver>();
    var leading = new ArrayList<CompletableFuture<Long>>();
    var orderings = new ArrayList<RaftOrdering>();
    var stores = new ArrayList<PlainFileStore>();
    try (var agendas = new Agendas()) {
      for (var name : names) {
        var store = new PlainFileStore(directory.resolve(name.value()));
        stores.add(store);
        orderings.add(
            new RaftOrdering(
                new MemoryLink(name, receivers),
                "example.org/benchmark",
                names,
                agendas.next(),
                new Random(name.hashCode()),
                OrderingSettings.standard(),
                (_, _, _, _) -> {},
                cause -> {
                  throw new IllegalStateException(cause);
                }));
        leading.add(new CompletableFuture<>());
      }
      for (int i = 0; i < nodes; i++) {
        orderings.get(i).start(stores.get(i), new Leading(leading.get(i)));
      }
      CompletableFuture.anyOf(leading.toArray(CompletableFuture<?>[]::new)).get();
      int leader = 0;
      while (!leading.get(leader).isDone()) {
        leader++;
      }
      load(orderings.get(leader), leading.get(leader).get(), nodes, batchEntries, inFlight);
      orderings.forEach(RaftOrdering::close);
    } finally {
      for (var store : stores) {
        store.close();
      }
      for (var name : names) {
        Files.deleteIfExists(directory.resolve(name.value()));
      }
    }
  }

  /// The threads of one run.
  private static final class Agendas implements AutoCloseable {
    private final List<ScheduledExecutorService> executors = new ArrayList<>();

    Agenda next() {
      var executor = Executors.newSingleThreadScheduledExecutor();
      executors.add(executor);
      return new ThreadAgenda(executor);
    }

    @Override
    public void close() {
      executors.forEach(ScheduledExecutorService::shutdownNow);
    }
  }

  private static void load(
      RaftOrdering ordering, long term, int nodes, int batchEntries, int inFlight)
      throws InterruptedException, IOException {
    var items = new ArrayList<Batch.Item>();
    for (int i = 0; i < batchEntries; i++) {
      items.add(new Batch.Item(Batch.Kind.ENTRY, new Draft(new byte[ENTRY_BYTES], new byte[0])));
    }
    var batch = new Batch(items);
    var permits = new Semaphore(inFlight);
    var waits = new long[4_000_000];
    var failure = new AtomicReference<@Nullable Throwable>();
    int batches = 0;
    int warm = 0;
    long start = System.nanoTime();
    long measuredFrom = start + WARM_UP.toNanos();
    long end = measuredFrom + MEASURED.toNanos();
    for (long now = start; now < end && batches < waits.length; now = System.nanoTime()) {
      permits.acquire();
      warm = now < measuredFrom ? batches + 1 : warm;
      int number = batches++;
      long proposed = System.nanoTime();
      var _ =
          ordering
              .propose(term, (long) number * batchEntries, batch)
              .whenComplete((_, cause) -> {
                failure.compareAndSet(null, cause);
                waits[number] = System.nanoTime() - proposed;
                permits.release();
              });
      if (failure.get() != null) {
        System.out.println(nodes + " nodes: " + failure.get());
        return;
      }
    }
    permits.acquire(inFlight);
    double seconds = (System.nanoTime() - measuredFrom) / 1e9;
    var sorted = Arrays.copyOfRange(waits, warm, batches);
    Arrays.sort(sorted);
    System.out.printf(
        "%d nodes, batch %4d, %2d in flight: %,9.0f entries/s, p50 %.2f ms, p99 %.2f ms%n",
        nodes,
        batchEntries,
        inFlight,
        (batches - warm) * (double) batchEntries / seconds,
        sorted[sorted.length / 2] / 1e6,
        sorted[sorted.length * 99 / 100] / 1e6);
  }
}
