package org.genogate.gateway.node;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.genogate.gateway.client.GatewayClient;
import org.genogate.gateway.client.GatewayException;
import org.genogate.gateway.client.ServedLedger;
import org.genogate.gateway.identity.Caller;
import org.genogate.genomics.arrow.VariantTable;
import org.genogate.genomics.synthetic.CohortGenerator;
import org.genogate.ledger.LedgerAudit;
import org.genogate.ledger.checkpoint.VerifierKey;

/// Kills a gateway in the middle of its work, again and again, and checks what it had acknowledged.
///
/// A long run is the program `org.genogate.gateway.node.KillLoop ROUNDS`; `BENCHMARKS.md` says how.
public final class KillLoop {

  private static final int PEOPLE = 40;
  private static final int WORKERS = 6;
  private static final int SHORTEST_LIFE_MILLIS = 400;
  private static final int LIFE_SPREAD_MILLIS = 1_200;

  private final Path folder;
  private final GoVerifier judge;
  private final Random random;
  private final Map<Long, String> acknowledged = new ConcurrentHashMap<>();
  private final Set<Integer> revoked = ConcurrentHashMap.newKeySet();
  private final AtomicLong unanswered = new AtomicLong();
  private long lost;
  private long revokedButSeen;

  /// @param judge has to accept the log after each life
  KillLoop(Path folder, GoVerifier judge, long seed) {
    this.folder = folder;
    this.judge = judge;
    this.random = new Random(seed);
  }

  /// @param lost entries that were acknowledged and are not on the ledger as they were
  /// @param revokedButSeen answers that held somebody whose revocation had been acknowledged
  record Tally(
      long acknowledged, long unanswered, long lost, long revokedButSeen, long checkpoints) {}

  /// @param arguments the number of rounds
  public static void main(String[] arguments) throws Exception {
    int rounds = arguments.length == 0 ? 50 : Integer.parseInt(arguments[0]);
    var folder = Files.createTempDirectory("genogate-kill");
    var judge = GoVerifier.build(Files.createTempDirectory("genogate-judge"));
    System.out.println(new KillLoop(folder, judge, System.nanoTime()).run(rounds));
  }

  Tally run(int rounds) throws Exception {
    String researcher;
    String custodian;
    try (var test = TestGateway.start(folder, PEOPLE, 300, new JsonObject())) {
      researcher = test.token(new Caller.Researcher("r", "university", "project-1"));
      custodian = test.token(new Caller.Custodian("c"));
      for (int person = 0; person < PEOPLE; person++) {
        var _ = test.grant(person, "HMB");
      }
      test.awaitSealed();
    }
    long checkpoints = 0;
    for (int round = 0; round < rounds; round++) {
      checkpoints = live(researcher, custodian, checkpoints);
    }
    return new Tally(acknowledged.size(), unanswered.get(), lost, revokedButSeen, checkpoints);
  }

  /// One life of the gateway: check what earlier ones acknowledged, work, be killed.
  private long live(String researcher, String custodian, long earlierCheckpoints) throws Exception {
    Files.deleteIfExists(running());
    var process = start();
    try {
      var address = awaitRunning(process);
      long checkpoints = check(address, researcher);
      if (checkpoints < earlierCheckpoints) {
        throw new IllegalStateException("checkpoints went back");
      }
      work(process, address, researcher, custodian);
      return checkpoints;
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private Process start() throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(
            java,
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "org.genogate.gateway.Main",
            "serve",
            "--data",
            folder.resolve("data").toString(),
            "--port",
            "0")
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("serve.log").toFile())
        .start();
  }

  private Path running() {
    return folder.resolve("data").resolve("running.json");
  }

  private RunningGateway awaitRunning(Process process) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (System.nanoTime() < deadline) {
      var found = RunningGateway.find(folder.resolve("data"));
      if (found.isPresent()) {
        return found.get();
      }
      if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
        break;
      }
    }
    throw new IllegalStateException(
        "the gateway did not come back: " + Files.readString(folder.resolve("serve.log")));
  }

  /// The whole ledger verifies, every acknowledged entry is in it, and nobody who stopped it is in
  /// an answer.
  private long check(RunningGateway gateway, String researcher) throws Exception {
    try (var client = new GatewayClient(gateway.address(), gateway.secret())) {
      var key = VerifierKey.parse(Files.readString(folder.resolve("data/ledger/vkey")).strip());
      var ledger = new ServedLedger(client, true);
      long newest = acknowledged.keySet().stream().mapToLong(Long::longValue).max().orElse(0);
      awaitSealed(ledger, newest);
      var verified = LedgerAudit.verify(ledger, key);
      lost += newest < verified.size() ? 0 : 1;
      requireAccepted(gateway, key);
      var standing = new HashSet<String>();
      for (int person = 0; person < PEOPLE; person++) {
        standing.addAll(consents(client, person));
      }
      for (var consent : acknowledged.values()) {
        lost += consent.isEmpty() || standing.contains(consent) ? 0 : 1;
      }
      requireHidden(gateway, researcher);
      return verified.checkpoints();
    }
  }

  private void requireAccepted(RunningGateway gateway, VerifierKey key) throws Exception {
    var verdict = judge.verify(key.toString(), gateway.secret(), gateway.address() + "ledger");
    if (verdict.exitCode() != 0) {
      throw new IllegalStateException("the Go verifier refuses the log: " + verdict.output());
    }
  }

  /// What was committed and not sealed when it was killed is sealed soon after the start.
  private static void awaitSealed(ServedLedger ledger, long index) throws Exception {
    for (int tries = 0; tries < 200; tries++) {
      var sizes = ledger.checkpointSizes();
      if (!sizes.isEmpty() && sizes.getLast() > index) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private static Collection<String> consents(GatewayClient custodian, int person)
      throws GatewayException {
    return custodian
        .post(
            "/v1/custodian/consents/list",
            new JsonObject().put("person", CohortGenerator.sampleName(person)))
        .getJsonArray("consents")
        .stream()
        .map(JsonObject.class::cast)
        .map(consent -> consent.getString("consentId"))
        .toList();
  }

  private void requireHidden(RunningGateway gateway, String researcher) throws Exception {
    try (var client = new GatewayClient(gateway.address(), researcher);
        var body = client.stream("/v1/datasets/asthma-trial/variants?region=22&purpose=HMB")) {
      var summary = VariantTable.write(body, new PrintWriter(Writer.nullWriter()));
      var samples = String.valueOf(summary.metadata().get("genogate.samples"));
      for (int person : revoked) {
        if (samples.contains(CohortGenerator.sampleName(person))) {
          revokedButSeen++;
        }
      }
    } catch (GatewayException e) {
      if (e.status() != 403) {
        throw e;
      }
    }
  }

  private void work(Process process, RunningGateway gateway, String researcher, String custodian)
      throws InterruptedException {
    long end =
        System.nanoTime()
            + TimeUnit.MILLISECONDS.toNanos(
                SHORTEST_LIFE_MILLIS + random.nextInt(LIFE_SPREAD_MILLIS));
    List<Thread> workers = new ArrayList<>();
    for (int worker = 0; worker < WORKERS; worker++) {
      var choices = new Random(random.nextLong());
      workers.add(
          Thread.ofVirtual()
              .start(() -> workUntil(end, gateway, new Worker(choices, researcher, custodian))));
    }
    TimeUnit.NANOSECONDS.sleep(end - System.nanoTime());
    process.destroyForcibly().waitFor();
    for (var worker : workers) {
      worker.join();
    }
  }

  private record Worker(Random choices, String researcher, String custodian) {}

  private void workUntil(long end, RunningGateway gateway, Worker worker) {
    try (var custodian = new GatewayClient(gateway.address(), worker.custodian());
        var researcher = new GatewayClient(gateway.address(), worker.researcher())) {
      while (System.nanoTime() < end) {
        switch (worker.choices().nextInt(3)) {
          case 0 -> grant(custodian, worker.choices().nextInt(PEOPLE / 2));
          case 1 -> revoke(custodian, PEOPLE / 2 + worker.choices().nextInt(PEOPLE / 2));
          default -> {
            var _ =
                researcher.bytes(
                    "/v1/datasets/asthma-trial/variants?region=22:20000000-20002000&purpose=HMB");
          }
        }
      }
    } catch (GatewayException killed) {
      // The gateway died under this request, so nothing was acknowledged.
      unanswered.incrementAndGet();
    }
  }

  private void grant(GatewayClient custodian, int person) throws GatewayException {
    var change =
        custodian.post(
            "/v1/custodian/consents",
            new JsonObject()
                .put("person", CohortGenerator.sampleName(person))
                .put("kind", "grant")
                .put("use", "CARE"));
    acknowledged.put(change.getLong("ledgerIndex"), change.getString("consentId"));
  }

  /// Those of the second half are only ever revoked, so an acknowledged revocation stands for good.
  private void revoke(GatewayClient custodian, int person) throws GatewayException {
    var change =
        custodian.post(
            "/v1/custodian/revocations",
            new JsonObject().put("person", CohortGenerator.sampleName(person)));
    acknowledged.put(change.getLong("ledgerIndex"), "");
    revoked.add(person);
  }
}
