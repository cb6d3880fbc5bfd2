package org.genogate.ledger.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.genogate.ledger.key.SigningKey;

/// Durable appends a second, in one run: by group commit, and with one write and fsync for each.
///
/// Not JMH: what is measured is many callers that wait for one disk, over seconds. `java -cp …
/// org.genogate.ledger.log.GroupCommitBenchmark DIRECTORY`, on the disk to be judged.
public final class GroupCommitBenchmark {

  private static final int ENTRY_BYTES = 400;
  private static final Duration WARM_UP = Duration.ofSeconds(2);
  private static final Duration MEASURED = Duration.ofSeconds(5);

  private GroupCommitBenchmark() {}

  /// Appends one entry and waits until it is durable.
  private interface DurableAppend {
    void append(byte[] entry) throws Exception;
  }

  public static void main(String[] args) throws Exception {
    var parent = args.length == 0 ? Path.of("target") : Path.of(args[0]);
    for (int callers : new int[] {1, 64}) {
      double grouped = grouped(Files.createTempDirectory(parent, "grouped"), callers);
      double alone = oneByOne(Files.createTempDirectory(parent, "alone"), callers);
      System.out.printf(
          "%2d callers: %,.0f entries/s by group commit, %,.0f with an fsync each, ratio %.1f%n",
          callers, grouped, alone, grouped / alone);
    }
  }

  private static double grouped(Path directory, int callers) throws Exception {
    var key = SigningKey.ofSeed(new byte[32]);
    var settings = LogSettings.of(directory, "ledger.example.org/benchmark", key);
    var agenda = new ThreadAgenda("ledger");
    try (var agendas = LogAgendas.alone(agenda);
        var log = LedgerLog.open(settings, new AdmitAll())) {
      log.start(new AloneOrdering(agenda), Finality.ofOwnSignature(), agendas, _ -> {});
      return rate(callers, entry -> log.appender().append(new Draft(entry, new byte[0])).get());
    }
  }

  /// The same journal, with a batch of one for each entry and one caller at a time.
  private static double oneByOne(Path directory, int callers) throws Exception {
    try (var journal =
        new Journal(new LocalDisk(), directory, "ledger.example.org/benchmark", 64 << 20)) {
      journal.recover(0);
      return rate(callers, entry -> appendAlone(journal, entry));
    }
  }

  private static void appendAlone(Journal journal, byte[] entry) throws IOException {
    synchronized (journal) {
      long index = journal.tail();
      var item = new Batch.Item(Batch.Kind.ENTRY, new Draft(entry, new byte[0]));
      var mark = new OrderedStore.Mark(index + 1, 1, index, 1, new byte[0]);
      journal.write(mark, new Batch(List.of(item)), index);
      journal.force();
    }
  }

  private static double rate(int callers, DurableAppend log)
      throws InterruptedException, ExecutionException {
    var warm = new AtomicLong();
    run(callers, WARM_UP, log, warm);
    var counted = new AtomicLong();
    long start = System.nanoTime();
    run(callers, MEASURED, log, counted);
    return counted.get() * 1e9 / (System.nanoTime() - start);
  }

  private static void run(int callers, Duration time, DurableAppend log, AtomicLong counted)
      throws InterruptedException, ExecutionException {
    long end = System.nanoTime() + time.toNanos();
    var running = new ArrayList<Future<?>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < callers; i++) {
        long caller = i;
        running.add(threads.submit(() -> call(caller, end, log, counted)));
      }
      for (Future<?> each : running) {
        var _ = each.get();
      }
    }
  }

  private static long call(long caller, long end, DurableAppend log, AtomicLong counted)
      throws Exception {
    long appended = 0;
    while (System.nanoTime() < end) {
      byte[] entry = new byte[ENTRY_BYTES];
      ByteBuffer.wrap(entry).putLong(caller).putLong(appended++).putLong(System.nanoTime());
      log.append(entry);
    }
    return counted.addAndGet(appended);
  }
}
