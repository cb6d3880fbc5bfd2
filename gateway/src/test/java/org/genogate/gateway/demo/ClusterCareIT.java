package org.genogate.gateway.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.genogate.gateway.cli.Terminal;
import org.genogate.gateway.client.GatewayClient;
import org.genogate.gateway.client.GatewayException;
import org.genogate.gateway.client.ServedLedger;
import org.genogate.gateway.config.ClusterFile;
import org.genogate.ledger.LedgerAudit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// What an operator does with three running nodes: asks how they stand, hands leadership on, copies
/// one and puts it back, and starts one whose disk rotted. Each test leaves them well.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterCareIT {

  private static final String API = "/v1/custodian/cluster";
  private static final String QUERY =
      "/v1/datasets/" + DemoWorld.DATASET + "/variants?region=22&purpose=HMB";

  /// Has the dataset.
  private static final int DATA = 0;

  private static final int COPIED = 2;

  private Path folder;
  private DemoNodes cluster;

  @BeforeAll
  void start(@TempDir Path empty) throws Exception {
    folder = empty;
    cluster =
        new ClusterDemo(new DemoFolder(empty.resolve("demo")), new Demo.Size(60, 2_000), 3, _ -> {})
            .start();
  }

  @AfterAll
  void stop() {
    cluster.close();
  }

  private static void await(String otherwise, Callable<Boolean> condition) throws Exception {
    for (int tries = 0; tries < 1200; tries++) {
      if (condition.call()) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    throw new AssertionError(otherwise);
  }

  private Terminal command(String name, int node, Object... more) {
    var words = new Object[4 + more.length];
    System.arraycopy(
        new Object[] {"cluster", name, "--data", cluster.data().get(node)}, 0, words, 0, 4);
    System.arraycopy(more, 0, words, 4, more.length);
    return Terminal.run(words);
  }

  /// Whom this node takes for the leader, once it knows.
  private String leader(int node) throws Exception {
    await("nobody leads", () -> status(node).containsKey("leader"));
    return status(node).getString("leader");
  }

  private JsonObject status(int node) {
    return new JsonObject(command("status", node, "--json").out());
  }

  @Test
  void statusSaysHowTheNodeStandsInWordsAndAsJson() throws Exception {
    var leader = leader(1);

    var said = command("status", 1);
    var json = status(1);

    assertThat(said.exitCode()).isZero();
    assertThat(said.err()).isEmpty();
    assertThat(said.out())
        .startsWith("node-2 of cluster demo, epoch 0: ")
        .contains(", leader " + leader)
        .contains(" entries committed, ", "may answer for", "node-1", "node-3");
    assertThat(json.fieldNames())
        .containsExactlyInAnyOrder(
            "cluster",
            "self",
            "epoch",
            "member",
            "settled",
            "voters",
            "role",
            "term",
            "committed",
            "sealed",
            "final",
            "sealLagMillis",
            "leaseMillis",
            "refusing",
            "repairing",
            "leader",
            "nodes");
    assertThat(json.getString("self")).isEqualTo("node-2");
    assertThat(json.getLong("committed")).isPositive();
    assertThat(json.getBoolean("refusing")).isFalse();
  }

  @Test
  void membersAreListedInWordsAndAsJson() throws Exception {
    await("a link is down", () -> !command("members", 0).out().contains("down"));

    var said = command("members", 0);
    var json = new JsonArray(command("members", 0, "--json").out());

    assertThat(said.out().lines().filter(line -> line.contains("127.0.0.1:"))).hasSize(3);
    assertThat(json.stream().map(JsonObject.class::cast))
        .extracting(node -> node.getString("name"), node -> node.getBoolean("reachable"))
        .containsExactly(tuple("node-1", true), tuple("node-2", true), tuple("node-3", true));
  }

  @Test
  void whoLeavesHandsLeadershipOn() throws Exception {
    int leads = cluster.leader(DATA);

    var left = command("leave", leads);

    assertThat(left.err()).isEmpty();
    assertThat(left.exitCode()).isZero();
    assertThat(left.out()).startsWith("node-%d does not lead, ".formatted(leads + 1));
    assertThat(leader(leads)).isNotEqualTo("node-" + (leads + 1));
  }

  @Test
  void leavingWhatOneDoesNotLeadChangesNothing() throws Exception {
    int other = (cluster.leader(DATA) + 1) % cluster.count();

    var left = command("leave", other);

    assertThat(left.exitCode()).isZero();
    assertThat(left.out()).startsWith("node-%d does not lead, ".formatted(other + 1));
  }

  @Test
  void theClusterIsForWhoeverCanReadTheDataFolder() throws Exception {
    for (var who : List.of("custodian", "auditor", "researcher", "patient")) {
      try (var client = cluster.as(who, 1)) {
        assertThat(refusal(() -> client.get(API))).as(who).isEqualTo(403);
        assertThat(refusal(() -> client.post(API + "/handover", new JsonObject())))
            .as(who)
            .isEqualTo(403);
      }
    }
    try (var stranger = cluster.node(1).client("")) {
      assertThat(refusal(() -> stranger.get(API))).isEqualTo(401);
      assertThat(refusal(() -> stranger.post(API + "/handover", new JsonObject()))).isEqualTo(401);
    }
  }

  private static int refusal(ThrowingCallable request) {
    return catchThrowableOfType(GatewayException.class, request).status();
  }

  @Test
  void metricsNameNodesAndNobodyElse() throws Exception {
    String text;
    try (var anybody = cluster.node(DATA).client("")) {
      text = new String(anybody.bytes("/metrics"), UTF_8);
    }

    assertThat(text)
        .contains("genogate_leader{node=\"node-1\"}", "genogate_reachable{node=\"node-2\"} 1")
        .doesNotContain(
            DemoWorld.DATASET + "\"",
            DemoWorld.ORGANISATION,
            DemoWorld.PROJECT,
            DemoWorld.PATIENT,
            DemoWorld.PATIENT_SAMPLE,
            "researcher-204");
  }

  @Test
  void aBackupWhileWritingGoesOnVerifiesAndCatchesUp() throws Exception {
    var data = cluster.data().get(COPIED);
    var archive = folder.resolve("backup.tar");
    var masterKey = Files.readAllBytes(data.resolve("master.key"));
    var writing = new AtomicBoolean(true);
    var writer = Thread.ofVirtual().start(() -> write(writing));
    long before = status(DATA).getLong("committed");
    await("nothing is written", () -> status(DATA).getLong("committed") > before);

    var copied = command("backup", COPIED, "--out", archive);
    long then = status(DATA).getLong("committed");
    await("writing did not go on", () -> status(DATA).getLong("committed") > then);
    cluster.node(COPIED).kill();
    RestoredData.unpack(archive, data, masterKey);
    cluster.restart(COPIED);
    writing.set(false);
    writer.join();

    assertThat(copied.err()).isEmpty();
    assertThat(copied.exitCode()).isZero();
    await("the mark stays", () -> Files.notExists(data.resolve("cluster").resolve("restored")));
    assertSameLedger(COPIED, DATA);
  }

  private void write(AtomicBoolean writing) {
    try (var patient = cluster.as("patient", 1)) {
      while (writing.get()) {
        grant(patient);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void grant(GatewayClient patient) {
    try {
      var _ =
          patient.post(
              "/v1/me/consents",
              new JsonObject()
                  .put("kind", "grant")
                  .put("use", "HMB")
                  .put("withheld", new JsonArray()));
    } catch (GatewayException e) {
      // The next one.
    }
  }

  @Test
  void aDamagedSegmentLiesAsideAndIsMadeAnewFromTheOthers() throws Exception {
    var data = cluster.data().get(DATA);
    cluster.node(DATA).close();
    flip(data);

    cluster.restart(DATA);

    assertThat(Files.readString(data.resolveSibling("log"), UTF_8))
        .contains("the log is damaged: it lies aside");
    assertThat(data.resolve("ledger")).isDirectoryContaining("glob:**/damaged-1");
    assertSameLedger(DATA, 1);
    try (var researcher = cluster.as("researcher", DATA)) {
      await("it never answered again", () -> isAnswered(researcher));
    }
  }

  private static boolean isAnswered(GatewayClient researcher) {
    try {
      return researcher.bytes(QUERY).length > 0;
    } catch (GatewayException e) {
      return false;
    }
  }

  /// A bit in the middle of what the first segment holds; behind that it is zeros.
  private static void flip(Path data) throws IOException {
    Path segment;
    try (var files = Files.walk(data.resolve("ledger"))) {
      segment =
          files.filter(file -> file.toString().endsWith(".segment")).sorted().findFirst().get();
    }
    var bytes = Files.readAllBytes(segment);
    int used = bytes.length;
    while (bytes[used - 1] == 0) {
      used--;
    }
    bytes[used / 2] ^= 4;
    Files.write(segment, bytes);
  }

  /// The same checkpoint, leaves and entries, and sound.
  private void assertSameLedger(int node, int other) throws Exception {
    await(
        "the nodes never had the same newest checkpoint",
        () ->
            status(node).getLong("final").equals(status(node).getLong("committed"))
                && status(node).getLong("final").equals(status(other).getLong("final")));
    try (var one = cluster.node(node).custodian();
        var two = cluster.node(other).custodian()) {
      var ours = new ServedLedger(one, true);
      var theirs = new ServedLedger(two, true);
      var policy = ClusterFile.read(ClusterFile.in(cluster.data().get(node))).founding().policy();
      var verified = LedgerAudit.verify(ours, policy);
      assertThat(verified.entriesRead()).isTrue();
      for (long tile = 0; tile * 256 < verified.size(); tile++) {
        int width = (int) Math.min(256, verified.size() - tile * 256);
        assertThat(ours.leafTile(tile, width)).isEqualTo(theirs.leafTile(tile, width));
        assertThat(ours.entryBundle(tile, width).orElseThrow())
            .isEqualTo(theirs.entryBundle(tile, width).orElseThrow());
      }
    }
  }
}
