package org.genogate.gateway.access;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.genogate.gateway.access.WatchedGateway.HandOver;
import org.genogate.gateway.client.GatewayException;
import org.genogate.ledger.event.Asked;

/// How long a revocation takes while streams run, and how long after its acknowledgement the last
/// batch made under the consent of before is handed over.
///
/// `BENCHMARKS.md` says how to run it.
public final class RevocationBenchmark {

  private static final int STREAMS = 32;
  private static final int REVOCATIONS = 300;
  private static final int SITES = 40_000;
  private static final long READ_PAUSE_NANOS = 2_000_000;

  private RevocationBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    var folder = Files.createTempDirectory("genogate-revocation");
    var limits = new JsonObject().put("batchBytes", 8192).put("streamsPerRequester", STREAMS);
    try (var gateway = WatchedGateway.start(folder, REVOCATIONS + 20, SITES, limits)) {
      for (int sample = 0; sample < REVOCATIONS + 20; sample++) {
        var _ = gateway.test().grant(sample, "HMB");
      }
      gateway.test().awaitSealed();
      var reading = new AtomicBoolean(true);
      var readers = read(gateway, reading);
      awaitHandOvers(gateway, STREAMS * 4);
      var requestToAcknowledgement = new long[REVOCATIONS];
      var acknowledgementToLast = new long[REVOCATIONS];
      for (int i = 0; i < REVOCATIONS; i++) {
        long begin = System.nanoTime();
        var _ =
            gateway.desks().patients().stopEverything(gateway.test().person(i), Asked.SIGNED_IN);
        long acknowledged = System.nanoTime();
        long version = gateway.test().node().ledger().view().consent().version();
        requestToAcknowledgement[i] = acknowledged - begin;
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        acknowledgementToLast[i] = lastBefore(gateway.handOvers(), version) - acknowledged;
      }
      reading.set(false);
      for (var reader : readers) {
        reader.join();
      }
      System.out.printf(
          "%d streams, %d revocations, %,d batches handed over%n",
          STREAMS, REVOCATIONS, gateway.handOvers().size());
      print("request to acknowledgement", requestToAcknowledgement);
      print("acknowledgement to last affected hand-over", acknowledgementToLast);
    }
  }

  /// When the last hand-over ended that was begun before consent had `version`.
  ///
  /// Its end counts, not its beginning: one begun after the acknowledgement has the new version by
  /// definition, while one still open at the acknowledgement is what the fence must prevent.
  private static long lastBefore(List<HandOver> handOvers, long version) {
    synchronized (handOvers) {
      return handOvers.stream()
          .filter(handOver -> handOver.consentVersion() < version)
          .mapToLong(HandOver::ended)
          .max()
          .orElse(Long.MIN_VALUE / 2);
    }
  }

  private static List<Thread> read(WatchedGateway gateway, AtomicBoolean reading) {
    var readers = new ArrayList<Thread>();
    for (int i = 0; i < STREAMS; i++) {
      readers.add(Thread.ofPlatform().start(() -> readSlowly(gateway, reading)));
    }
    return readers;
  }

  private static void readSlowly(WatchedGateway gateway, AtomicBoolean reading) {
    var buffer = new byte[64 * 1024];
    try (var client = gateway.researcher("researcher-1")) {
      while (reading.get()) {
        try (InputStream stream =
            client.stream(
                "/v1/datasets/asthma-trial/variants?region=22&purpose=HMB&view=dosages")) {
          while (reading.get() && stream.read(buffer) >= 0) {
            LockSupport.parkNanos(READ_PAUSE_NANOS);
          }
        }
      }
    } catch (GatewayException | IOException e) {
      // The last streams are cut when the gateway stops.
      reading.set(false);
    }
  }

  private static void awaitHandOvers(WatchedGateway gateway, int count) {
    while (gateway.handOvers().size() < count) {
      Thread.onSpinWait();
    }
  }

  private static void print(String what, long[] nanos) {
    Arrays.sort(nanos);
    System.out.printf(
        "%s: p50 %.2f ms, p99 %.2f ms, max %.2f ms%n",
        what,
        nanos[nanos.length / 2] / 1e6,
        nanos[nanos.length * 99 / 100] / 1e6,
        nanos[nanos.length - 1] / 1e6);
  }
}
