package org.genogate.gateway.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.SequenceInputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.genogate.gateway.client.GatewayClient;
import org.genogate.gateway.client.GatewayException;
import org.genogate.gateway.client.ServedLedger;
import org.genogate.gateway.config.ClusterFile;
import org.genogate.gateway.node.Backup;
import org.genogate.genomics.arrow.VariantTable;
import org.genogate.ledger.EntryBundle;
import org.genogate.ledger.LedgerAudit;
import org.genogate.ledger.event.DestroyedBy;
import org.genogate.ledger.event.Entry;
import org.genogate.ledger.event.Event.ConsentGranted;
import org.genogate.ledger.event.Event.ErasureDone;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.event.ValidatorName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A person is erased while one of three nodes is down, and an old backup of it comes back later.
class ErasureIT {

  private static final String QUERY = "/v1/datasets/" + DemoWorld.DATASET + "/variants";
  private static final String SMALL = QUERY + "?region=22:20000000-20010000&purpose=HMB";
  private static final String LARGE = QUERY + "?region=22&purpose=HMB&view=dosages";
  private static final String ERASURES = "/v1/custodian/erasures";
  private static final int READ_BEFORE = 512 * 1024;
  private static final int TILE = 256;

  /// The one with the dataset and the register, one that the patient uses, and one that is down.
  private static final int HERE = 0;

  private static final int ELSEWHERE = 1;
  private static final int DOWN = 2;

  @Test
  void anErasureReachesEveryCopyOfTheKey(@TempDir Path folder) throws Exception {
    var demo =
        new ClusterDemo(new DemoFolder(folder.resolve("demo")), Demo.Size.DEFAULT, 3, _ -> {});
    PersonTag patient;
    var backup = folder.resolve("backup.tar");
    List<Path> data;
    try (var cluster = demo.start()) {
      data = cluster.data();
      allow(cluster);
      var _ = new Backup(data.get(DOWN)).write(backup);
      var masterKey = Files.readAllBytes(data.get(DOWN).resolve("master.key"));
      cluster.node(DOWN).kill();

      eraseDuringAStream(cluster);

      assertThat(samples(cluster)).isNotEmpty().doesNotContain(DemoWorld.PATIENT_SAMPLE);
      await("the nodes that run never destroyed the key", () -> erasure(cluster, 2));
      assertThat(status(cluster).getJsonArray("waitingFor")).containsExactly("node-3");
      requireReadersGoOn(cluster);
      patient = patient(cluster);
      assertThat(StoppedNode.at(data.get(DOWN), patient).readable()).isPositive();

      cluster.restart(DOWN);
      await("the node that was away kept the key", () -> erasure(cluster, 3));

      cluster.node(DOWN).kill();
      RestoredData.unpack(backup, data.get(DOWN), masterKey);
      assertThat(StoppedNode.at(data.get(DOWN), patient).readable()).isPositive();
      cluster.restart(DOWN);
      await("the node never came back", () -> said(cluster, DOWN).size() == 3);
      await("the vault of the backup never changed", () -> isRotated(data.get(DOWN), masterKey));
      for (int node = 0; node < cluster.count(); node++) {
        assertThat(said(cluster, node)).containsExactlyInAnyOrder(by(1), by(2), by(3));
        verify(cluster, node);
      }
    }
    for (var each : data) {
      assertThat(StoppedNode.at(each, patient))
          .satisfies(node -> {
            assertThat(node.holdsKey()).isFalse();
            assertThat(node.refusesKey()).isTrue();
            assertThat(node.consents()).isPositive();
            assertThat(node.readable()).isZero();
          });
    }
  }

  private static DestroyedBy by(int node) {
    return new DestroyedBy.Validator(new ValidatorName("node-" + node));
  }

  private static JsonObject person() {
    return new JsonObject().put("person", DemoWorld.PATIENT);
  }

  private static void allow(DemoNodes cluster) throws Exception {
    try (var patient = cluster.as("patient", ELSEWHERE)) {
      var _ = patient.post("/v1/me/consents", grant());
    }
    await(
        "what the patient allowed never acted",
        () -> samples(cluster).contains(DemoWorld.PATIENT_SAMPLE));
  }

  private static JsonObject grant() {
    return new JsonObject().put("kind", "grant").put("use", "HMB").put("withheld", new JsonArray());
  }

  private static List<String> samples(DemoNodes cluster) throws GatewayException, IOException {
    try (var researcher = cluster.as("researcher", HERE);
        var body = researcher.stream(SMALL)) {
      return samples(body);
    }
  }

  private static List<String> samples(InputStream body) throws IOException {
    var summary = VariantTable.write(body, new PrintWriter(Writer.nullWriter()));
    return new JsonArray(summary.metadata().get("genogate.samples"))
        .stream().map(String.class::cast).toList();
  }

  /// Acknowledged once the stream's node hands over nothing more of the patient, and the node that
  /// is down has lost its lease.
  private static void eraseDuringAStream(DemoNodes cluster) throws Exception {
    await("the others never went on", () -> !samples(cluster).isEmpty());
    int column = samples(cluster).indexOf(DemoWorld.PATIENT_SAMPLE);
    assertThat(column).isNotNegative();
    try (var researcher = cluster.as("researcher", HERE);
        var custodian = cluster.node(HERE).custodian();
        var body = researcher.stream(LARGE)) {
      var before = body.readNBytes(READ_BEFORE);
      var order = custodian.post(ERASURES, person());
      long index = order.getLong("ledgerIndex");
      assertThat(order.getInteger("streamsAffected")).isEqualTo(1);
      var rows =
          DosageRows.read(new SequenceInputStream(new ByteArrayInputStream(before), body), column);
      assertThat(rows.presentUpTo(index)).isPositive();
      assertThat(rows.after(index)).isPositive();
      assertThat(rows.presentAfter(index)).isZero();
    }
  }

  /// Who looked, what was allowed and receipts are told still, and nothing can be allowed.
  private static void requireReadersGoOn(DemoNodes cluster) throws Exception {
    for (int node : new int[] {HERE, ELSEWHERE}) {
      try (var patient = cluster.as("patient", node)) {
        var seen = patient.get("/v1/me/accesses").getJsonArray("accesses");
        assertThat(seen).isNotEmpty();
        var access = seen.getJsonObject(0).getString("accessId");
        assertThat(patient.get("/v1/receipts/" + access).getJsonObject("opened")).isNotNull();
        var consents = patient.get("/v1/me/consents");
        assertThat(consents.getJsonObject("erasure").getBoolean("final")).isTrue();
        for (var consent : consents.getJsonArray("consents")) {
          assertThat(((JsonObject) consent).getString("state")).isEqualTo("stopped");
          assertThat(((JsonObject) consent).containsKey("terms")).isFalse();
        }
        assertThat(refusal(patient)).isEqualTo(409);
      }
    }
  }

  private static int refusal(GatewayClient patient) {
    try {
      var _ = patient.post("/v1/me/consents", grant());
      return 0;
    } catch (GatewayException e) {
      return e.status();
    }
  }

  private static JsonObject status(DemoNodes cluster) throws IOException, GatewayException {
    try (var custodian = cluster.node(HERE).custodian()) {
      return custodian.post("/v1/custodian/consents/list", person()).getJsonObject("erasure");
    }
  }

  private static boolean erasure(DemoNodes cluster, int nodes)
      throws IOException, GatewayException {
    var status = status(cluster);
    return status.getBoolean("final") && status.getInteger("nodesDone") == nodes;
  }

  private static PersonTag patient(DemoNodes cluster) throws Exception {
    try (var custodian = cluster.node(HERE).custodian()) {
      var newest =
          custodian
              .post("/v1/custodian/consents/list", person())
              .getJsonArray("consents")
              .getJsonObject(0);
      long index = newest.getLong("ledgerIndex");
      var ledger = new ServedLedger(custodian, true);
      return ((ConsentGranted) entries(ledger).get((int) index).event()).person();
    }
  }

  /// Whose word that the key is destroyed stands in the ledger that a node serves.
  private static List<DestroyedBy> said(DemoNodes cluster, int node) throws Exception {
    var said = new ArrayList<DestroyedBy>();
    try (var client = cluster.node(node).custodian()) {
      for (var entry : entries(new ServedLedger(client, true))) {
        if (entry.event() instanceof ErasureDone done) {
          said.add(done.by());
        }
      }
    }
    return said;
  }

  private static List<Entry> entries(ServedLedger ledger) throws Exception {
    long size = ledger.checkpointSizes().getLast();
    var entries = new ArrayList<Entry>();
    for (long start = 0; start < size; start += TILE) {
      int width = (int) Math.min(TILE, size - start);
      var bundle = ledger.entryBundle(start / TILE, width).orElseThrow();
      for (var bytes : EntryBundle.entries(bundle).orElseThrow()) {
        entries.add(Entry.decode(bytes));
      }
    }
    return entries;
  }

  /// An erasure changes the master key.
  private static boolean isRotated(Path data, byte[] masterKey) throws IOException {
    var now = Files.readString(data.resolve("master.key"), UTF_8);
    return !now.contains(new String(masterKey, UTF_8).strip());
  }

  private static void verify(DemoNodes cluster, int node) throws Exception {
    var policy = ClusterFile.read(ClusterFile.in(cluster.data().get(node))).founding().policy();
    try (var client = cluster.node(node).custodian()) {
      assertThat(LedgerAudit.verify(new ServedLedger(client, true), policy).entriesRead()).isTrue();
    }
  }

  private static void await(String otherwise, Callable<Boolean> condition) throws Exception {
    for (int tries = 0; tries < 600; tries++) {
      try {
        if (condition.call()) {
          return;
        }
      } catch (GatewayException e) {
        if (e.status() != 503) {
          throw e;
        }
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    throw new AssertionError(otherwise);
  }
}
