package org.genogate.gateway.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.genogate.gateway.cli.CommandLineInterface;
import org.genogate.gateway.client.GatewayClient;
import org.genogate.gateway.client.GatewayException;
import org.genogate.gateway.client.ServedLedger;
import org.genogate.gateway.config.ClusterFile;
import org.genogate.genomics.arrow.VariantTable;
import org.genogate.ledger.LedgerAudit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Three gateways become four, and then the one that leads is taken out, while a patient goes on.
class MembersIT {

  private static final String QUERY =
      "/v1/datasets/" + DemoWorld.DATASET + "/variants?region=22:20000000-20010000&purpose=HMB";

  private static final String PATIENT = DemoWorld.PATIENT_SAMPLE;
  private static final int DATA = 0;

  @TempDir private Path folder;

  /// As people type it.
  private static String command(Object... words) {
    var said = new ByteArrayOutputStream();
    var to = new PrintStream(said, true, UTF_8);
    var text = new String[words.length];
    for (int i = 0; i < words.length; i++) {
      text[i] = words[i].toString();
    }
    int exitCode = new CommandLineInterface(to, to).run(text);
    assertThat(exitCode).as(said.toString(UTF_8)).isZero();
    return said.toString(UTF_8);
  }

  @Test
  void aNodeComesAndTheLeaderGoesUnderLoad() throws Exception {
    var demo =
        new ClusterDemo(
            new DemoFolder(folder.resolve("demo")), new Demo.Size(60, 2_000), 3, _ -> {});
    try (var cluster = demo.start();
        var load = new GrantLoad(cluster)) {
      load.awaitMore();
      addFourth(cluster, demo.data(3));
      load.awaitMore();
      load.whileQuiet(() -> revokeAt(cluster, 3));
      load.whileQuiet(() -> requireSameConsents(cluster));
      load.at(3);
      load.awaitMore();

      int removed = removeLeader(cluster, load);
      load.awaitMore();
      load.whileQuiet(() -> revokeAt(cluster, removed == 1 ? 2 : 1));
      load.end();

      requireRetired(cluster, removed);
      requireSame(cluster, removed, load);
    }
  }

  private void addFourth(DemoNodes cluster, Path data) throws Exception {
    var change = folder.resolve("add.json");
    var identity = folder.resolve("node-4.json");
    Files.createDirectories(data.getParent());
    command(
        "cluster",
        "identity",
        "--data",
        data,
        "--name",
        "node-4",
        "--out",
        identity,
        "--address",
        "127.0.0.1:" + freePort());
    var proposed =
        command("cluster", "add", "--data", cluster.data().get(0), "--out", change, identity);
    assertThat(proposed).contains("adds node-4", "3 of 4", "a quorum of those who keep it now");
    command("cluster", "sign", "--data", data, change);
    assertThat(command("cluster", "sign", "--data", cluster.data().get(1), change))
        .contains("all have signed");
    command("cluster", "join", "--data", data, change);
    cluster.start(data);
    assertThat(command("cluster", "apply", "--data", cluster.data().get(2), change))
        .contains("epoch 1 is on the ledger", "in force: node-1, node-2, node-3, node-4");
    cluster.node(3).awaitReady();
    try (var custodian = cluster.node(3).custodian()) {
      await(
          "the new node never cosigned",
          () -> node(custodian.get("/v1/custodian/cluster"), "node-4").containsKey("cosigned"));
    }
  }

  private static JsonObject node(JsonObject status, String name) {
    return status.getJsonArray("nodes").stream()
        .map(JsonObject.class::cast)
        .filter(node -> node.getString("name").equals(name))
        .findFirst()
        .orElseThrow();
  }

  /// What the patient takes back at one node, the node with the data knows at once.
  private static boolean revokeAt(DemoNodes cluster, int at) throws Exception {
    try (var patient = cluster.as("patient", at)) {
      var _ = GrantLoad.grant(patient);
      await("what was allowed never acts", () -> samples(cluster).contains(PATIENT));
      var _ = patient.post("/v1/me/revocation", new JsonObject());
      assertThat(samples(cluster)).doesNotContain(PATIENT);
      return true;
    }
  }

  /// The new node opens what lies beside the entries, as the others do.
  private static boolean requireSameConsents(DemoNodes cluster) throws Exception {
    assertThat(consents(cluster, DATA)).contains("consentId");
    await(
        "the new node knows other consents",
        () -> consents(cluster, 3).equals(consents(cluster, DATA)));
    return true;
  }

  private static String consents(DemoNodes cluster, int at) throws Exception {
    try (var patient = cluster.as("patient", at)) {
      return patient.get("/v1/me/consents").encode();
    }
  }

  private static List<String> samples(DemoNodes cluster) throws Exception {
    try (var researcher = cluster.as("researcher", DATA);
        var body = researcher.stream(QUERY)) {
      var summary = VariantTable.write(body, new PrintWriter(Writer.nullWriter()));
      return new JsonArray(summary.metadata().get("genogate.samples"))
          .stream().map(String.class::cast).toList();
    }
  }

  /// Not the node with the data, for which the others have no copy.
  private static int leaderWithoutData(DemoNodes cluster) throws Exception {
    await(
        "the node with the data leads for good",
        () -> {
          try (var custodian = cluster.node(DATA).custodian()) {
            var status = custodian.post("/v1/custodian/cluster/handover", new JsonObject());
            return status.containsKey("leader") && !status.getString("leader").equals("node-1");
          }
        });
    return cluster.leader(DATA);
  }

  private int removeLeader(DemoNodes cluster, GrantLoad load) throws Exception {
    var change = folder.resolve("remove.json");
    int leader = leaderWithoutData(cluster);
    var others = new ArrayList<>(List.of(0, 1, 2, 3));
    others.remove(Integer.valueOf(leader));
    load.at(others.getFirst());
    command(
        "cluster",
        "remove",
        "--data",
        cluster.data().get(others.get(0)),
        "--out",
        change,
        "node-" + (leader + 1));
    command("cluster", "sign", "--data", cluster.data().get(others.get(1)), change);
    command("cluster", "sign", "--data", cluster.data().get(others.get(2)), change);
    var applied = command("cluster", "apply", "--data", cluster.data().get(others.get(2)), change);
    assertThat(applied).contains("epoch 2 is on the ledger", "in force: ");
    return leader;
  }

  private static void requireRetired(DemoNodes cluster, int removed) throws Exception {
    try (var client = cluster.node(removed).custodian()) {
      await(
          "the removed node does not know",
          () -> !client.get("/v1/custodian/cluster").getBoolean("member"));
    }
    assertThat(command("cluster", "status", "--data", cluster.data().get(removed)))
        .contains("no member of the cluster any more");
    assertThat(Files.readString(cluster.data().get(removed).resolveSibling("log"), UTF_8))
        .contains("no member of the cluster any more");
    try (var patient = cluster.as("patient", removed)) {
      assertThat(refusal(patient)).isEqualTo(503);
    }
  }

  private static int refusal(GatewayClient patient) {
    try {
      var _ = patient.post("/v1/me/revocation", new JsonObject());
      return 200;
    } catch (GatewayException e) {
      return e.status();
    }
  }

  /// Every acknowledged consent is on the ledger of every node that is left, and each verifies.
  private static void requireSame(DemoNodes cluster, int removed, GrantLoad load) throws Exception {
    var policy = ClusterFile.read(ClusterFile.in(cluster.data().get(removed))).founding().policy();
    var clients = new ArrayList<GatewayClient>();
    try {
      for (int node = 0; node < 4; node++) {
        if (node != removed) {
          clients.add(cluster.node(node).custodian());
        }
      }
      await("never the same newest checkpoint", () -> sizes(clients).size() == 1);
      var roots = new HashSet<String>();
      for (var client : clients) {
        var verified = LedgerAudit.verify(new ServedLedger(client, true), policy);
        assertThat(verified.entriesRead()).isTrue();
        assertThat(load.acknowledged()).allMatch(index -> index < verified.size());
        roots.add(verified.size() + " " + verified.root());
      }
      assertThat(roots).hasSize(1);
    } finally {
      clients.forEach(GatewayClient::close);
    }
  }

  private static Set<Long> sizes(List<GatewayClient> clients) throws Exception {
    var sizes = new HashSet<Long>();
    for (var client : clients) {
      sizes.add(new ServedLedger(client, true).checkpointSizes().getLast());
    }
    return sizes;
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void await(String otherwise, Callable<Boolean> condition) throws Exception {
    for (int tries = 0; tries < 600; tries++) {
      if (condition.call()) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    throw new AssertionError(otherwise);
  }
}
