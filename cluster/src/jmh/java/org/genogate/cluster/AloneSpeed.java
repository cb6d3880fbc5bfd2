package org.genogate.cluster;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.genogate.ledger.Alone;
import org.genogate.ledger.Replication;
import org.genogate.ledger.checkpoint.Policy;
import org.genogate.ledger.checkpoint.VerifierKey;
import org.genogate.ledger.key.SigningKey;
import org.genogate.ledger.log.AdmitAll;
import org.genogate.ledger.log.AloneOrdering;
import org.genogate.ledger.log.Appender;
import org.genogate.ledger.log.Draft;
import org.genogate.ledger.log.LedgerLog;
import org.genogate.ledger.log.LogAgendas;
import org.genogate.ledger.log.LogSettings;
import org.genogate.ledger.log.ThreadAgenda;

/// What a node that is alone pays for an ordering that could have others: durable appends a second,
/// with it and with the plainest ordering there is, by turns in one run.
final class AloneSpeed {

  private static final int ENTRY_BYTES = 400;
  private static final int TURNS = 5;
  private static final Duration WARM_UP = Duration.ofSeconds(1);
  private static final Duration MEASURED = Duration.ofSeconds(2);
  private static final String ORIGIN = "ledger.example.org/alone";

  private AloneSpeed() {}

  static void measure(Path folder) throws Exception {
    for (int callers : new int[] {1, 64}) {
      var raft = new ArrayList<Double>();
      var plain = new ArrayList<Double>();
      for (int i = 0; i < TURNS; i++) {
        raft.add(rate(Files.createTempDirectory(folder, "raft"), callers, raft()));
        plain.add(rate(Files.createTempDirectory(folder, "plain"), callers, plain()));
      }
      Collections.sort(raft);
      Collections.sort(plain);
      double ours = raft.get(TURNS / 2);
      double plainest = plain.get(TURNS / 2);
      System.out.printf(
          "alone, %2d callers: %,.0f entries/s by Raft, %,.0f plainly, ratio %.2f; of %s and %s%n",
          callers, ours, plainest, ours / plainest, whole(raft), whole(plain));
    }
  }

  private static List<Long> whole(List<Double> rates) {
    return rates.stream().map(Math::round).toList();
  }

  private static Replication raft() {
    return Cluster.alone(new SecureRandom());
  }

  private static Replication plain() {
    var agenda = new ThreadAgenda("ledger");
    return new Alone(new AloneOrdering(agenda), LogAgendas.alone(agenda));
  }

  private static double rate(Path directory, int callers, Replication replication)
      throws Exception {
    var key = SigningKey.ofSeed(new byte[SigningKey.SEED_BYTES]);
    try (var log = LedgerLog.open(LogSettings.of(directory, ORIGIN, key), new AdmitAll())) {
      replication.attach(log, new Seals(key));
      log.start(
          replication.ordering(),
          replication.finality(),
          replication.agendas(),
          replication::folded);
      var appender = replication.begin();
      log.leading().get();
      var _ = run(appender, callers, WARM_UP);
      return run(appender, callers, MEASURED) * 1e9 / MEASURED.toNanos();
    } finally {
      replication.close();
    }
  }

  private static long run(Appender appender, int callers, Duration time)
      throws InterruptedException, ExecutionException {
    long end = System.nanoTime() + time.toNanos();
    var running = new ArrayList<Future<Long>>();
    long count = 0;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < callers; i++) {
        long caller = i;
        running.add(threads.submit(() -> call(appender, caller, end)));
      }
      for (var each : running) {
        count += each.get();
      }
    }
    return count;
  }

  private static long call(Appender appender, long caller, long end)
      throws InterruptedException, ExecutionException {
    long appended = 0;
    while (System.nanoTime() - end < 0) {
      var entry = new byte[ENTRY_BYTES];
      ByteBuffer.wrap(entry).putLong(caller).putLong(appended++).putLong(System.nanoTime());
      var _ = appender.append(new Draft(entry, new byte[0])).get();
    }
    return appended;
  }

  /// Not asked: nobody else signs.
  private record Seals(SigningKey key) implements Replication.Above {
    @Override
    public Replication.Seal seal(long size) {
      var log = new VerifierKey(ORIGIN, VerifierKey.Kind.LOG, key.publicKey());
      return new Replication.Seal(Instant.EPOCH, Policy.ofLog(log));
    }

    @Override
    public void keysCame() {}
  }
}
