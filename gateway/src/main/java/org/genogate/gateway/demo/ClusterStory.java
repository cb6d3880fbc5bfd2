package org.genogate.gateway.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.SequenceInputStream;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.genogate.gateway.client.GatewayClient;
import org.genogate.gateway.client.GatewayException;
import org.genogate.gateway.client.ServedLedger;
import org.genogate.gateway.config.ClusterFile;
import org.genogate.gateway.config.ConfigException;
import org.genogate.gateway.node.FolderInUseException;
import org.genogate.genomics.arrow.VariantTable;
import org.genogate.ledger.BrokenLedgerException;
import org.genogate.ledger.LedgerAudit;

/// Plays what a cluster is for, over HTTP as anybody would, and checks each step: consent obeyed at
/// every node, the leader killed, a node cut off, and the same ledger everywhere.
public final class ClusterStory {

  private static final String QUERY = "/v1/datasets/" + DemoWorld.DATASET + "/variants";
  private static final String SMALL = QUERY + "?region=22:20000000-20010000&purpose=HMB";
  private static final int READ_BEFORE = 512 * 1024;
  private static final int TRIES = 600;
  private static final int TRY_MILLIS = 50;
  private static final int TILE = 256;

  /// The node that has the dataset, and the one where the patient acts.
  private static final int DATA = 0;

  private static final int ELSEWHERE = 1;

  private final DemoFolder folder;
  private final Demo.Size size;
  private final int nodes;
  private final Consumer<String> narrator;

  public ClusterStory(DemoFolder folder, Demo.Size size, int nodes, Consumer<String> narrator) {
    this.folder = folder;
    this.size = size;
    this.nodes = nodes;
    this.narrator = narrator;
  }

  /// Returns once every step went as it must.
  ///
  /// @throws StoryException naming the step that did not
  public void play()
      throws StoryException,
          IOException,
          InterruptedException,
          FolderInUseException,
          ConfigException,
          GatewayException {
    try (var cluster = new ClusterDemo(folder, size, nodes, narrator).start()) {
      narrator.accept("ready: %d nodes answer; node-1 has the dataset".formatted(nodes));
      consent(cluster, ELSEWHERE);
      revokeElsewhere(cluster);
      int killed = killLeader(cluster);
      cluster.restart(killed);
      narrator.accept("restarted: node-%d caught up and is ready".formatted(killed + 1));
      cutOff(cluster);
      compare(cluster);
      verify(cluster);
    }
    narrator.accept("the whole story went as it must");
  }

  /// The patient allows health research, at a node that does not have the data.
  private void consent(DemoNodes cluster, int at)
      throws StoryException, IOException, GatewayException, InterruptedException {
    try (var patient = cluster.as("patient", at)) {
      grant(patient);
    }
    for (int tries = 0; !samples(cluster).contains(DemoWorld.PATIENT_SAMPLE); tries++) {
      check(tries < TRIES, "what the patient allowed at one node never acted at another");
      TimeUnit.MILLISECONDS.sleep(TRY_MILLIS);
    }
    narrator.accept(
        "query: node-1 answers with the patient, who consented at node-%d".formatted(at + 1));
  }

  private static void grant(GatewayClient patient) throws GatewayException {
    var _ =
        patient.post(
            "/v1/me/consents",
            new JsonObject()
                .put("kind", "grant")
                .put("use", "HMB")
                .put("withheld", new JsonArray()));
  }

  private List<String> samples(DemoNodes cluster) throws GatewayException, IOException {
    try (var researcher = cluster.as("researcher", DATA);
        var body = researcher.stream(SMALL)) {
      var summary = VariantTable.write(body, new PrintWriter(Writer.nullWriter()));
      return new JsonArray(summary.metadata().get("genogate.samples"))
          .stream().map(String.class::cast).toList();
    }
  }

  private void revokeElsewhere(DemoNodes cluster)
      throws StoryException, IOException, GatewayException {
    int column = samples(cluster).indexOf(DemoWorld.PATIENT_SAMPLE);
    try (var researcher = cluster.as("researcher", DATA);
        var patient = cluster.as("patient", ELSEWHERE);
        var body = researcher.stream(QUERY + "?region=22&purpose=HMB&view=dosages")) {
      var before = body.readNBytes(READ_BEFORE);
      long begin = System.nanoTime();
      var stopped = patient.post("/v1/me/revocation", new JsonObject());
      narrator.accept(
          "revocation: acknowledged by node-2 in %d ms, while a stream ran at node-1"
              .formatted(millisSince(begin)));
      long index = stopped.getLong("ledgerIndex");
      var rows =
          DosageRows.read(new SequenceInputStream(new ByteArrayInputStream(before), body), column);
      check(rows.presentUpTo(index) > 0, "the patient was never in the stream");
      check(rows.after(index) > 0, "the stream ended before the revocation");
      check(rows.presentAfter(index) == 0, "node-1 went on after node-2 acknowledged");
      narrator.accept(
          "the stream at node-1 went on: %,d rows held the patient before, %,d after hold null"
              .formatted(rows.presentUpTo(index), rows.after(index)));
    }
  }

  private int killLeader(DemoNodes cluster)
      throws StoryException, IOException, GatewayException, InterruptedException {
    int leader = cluster.leader(DATA);
    int other = (leader + 1) % cluster.count();
    try (var patient = cluster.as("patient", other)) {
      cluster.node(leader).kill();
      long begin = System.nanoTime();
      for (int tries = 0; !isGranted(patient); tries++) {
        check(tries < TRIES, "the others never went on without their leader");
        TimeUnit.MILLISECONDS.sleep(TRY_MILLIS);
      }
      narrator.accept(
          "kill -9 of node-%d, which led: node-%d recorded again after %.1f s"
              .formatted(leader + 1, other + 1, millisSince(begin) / 1000.0));
    }
    return leader;
  }

  private static boolean isGranted(GatewayClient patient) throws GatewayException {
    try {
      grant(patient);
      return true;
    } catch (GatewayException e) {
      if (e.isMistake()) {
        throw e;
      }
      return false;
    }
  }

  /// The node with the data is frozen while the patient stops everything: when it wakes it must not
  /// answer from what it knew.
  private void cutOff(DemoNodes cluster)
      throws StoryException, IOException, GatewayException, InterruptedException {
    consent(cluster, ELSEWHERE);
    var frozen = cluster.node(DATA);
    frozen.freeze();
    try (var patient = cluster.as("patient", ELSEWHERE);
        var researcher = cluster.as("researcher", DATA)) {
      long begin = System.nanoTime();
      for (int tries = 0; !isStopped(patient); tries++) {
        check(tries < TRIES, "a revocation was never acknowledged while a node was cut off");
        TimeUnit.MILLISECONDS.sleep(TRY_MILLIS);
      }
      narrator.accept(
          "node-1 frozen: the revocation was acknowledged after %.1f s, when its lease had run out"
              .formatted(millisSince(begin) / 1000.0));
      frozen.thaw();
      int refused = 0;
      while (!isAnsweredFresh(researcher)) {
        check(++refused < TRIES, "the node that was cut off never came back");
        TimeUnit.MILLISECONDS.sleep(TRY_MILLIS);
      }
      narrator.accept(
          "node-1 woke: %d times 503 until it had caught up, then answers without the patient"
              .formatted(refused));
    } finally {
      frozen.thaw();
    }
  }

  private static boolean isStopped(GatewayClient patient) throws GatewayException {
    try {
      var _ = patient.post("/v1/me/revocation", new JsonObject());
      return true;
    } catch (GatewayException e) {
      if (e.isMistake()) {
        throw e;
      }
      return false;
    }
  }

  private static boolean isAnsweredFresh(GatewayClient researcher)
      throws StoryException, IOException, GatewayException {
    try (var body = researcher.stream(SMALL)) {
      var text = new String(body.readAllBytes(), UTF_8);
      check(
          !text.contains('"' + DemoWorld.PATIENT_SAMPLE + '"'),
          "a node that was cut off answered from before a revocation");
      return true;
    } catch (GatewayException e) {
      if (e.status() != 503) {
        throw e;
      }
      return false;
    }
  }

  private void compare(DemoNodes cluster) throws StoryException, IOException, InterruptedException {
    var clients = new ArrayList<GatewayClient>();
    try {
      for (int node = 0; node < cluster.count(); node++) {
        clients.add(cluster.node(node).custodian());
      }
      var ledgers = clients.stream().map(client -> new ServedLedger(client, true)).toList();
      long common = common(ledgers);
      for (var ledger : ledgers) {
        requireSame(ledgers.getFirst(), ledger, common);
      }
      narrator.accept(
          "the ledgers of all %d nodes are the same, byte for byte, up to size %,d"
              .formatted(cluster.count(), common));
    } finally {
      clients.forEach(GatewayClient::close);
    }
  }

  /// The newest checkpoint of all, once the last entries are final everywhere.
  private static long common(List<ServedLedger> ledgers)
      throws StoryException, IOException, InterruptedException {
    for (int tries = 0; tries < TRIES; tries++) {
      var newest = new TreeSet<Long>();
      for (var ledger : ledgers) {
        newest.add(ledger.checkpointSizes().getLast());
      }
      if (newest.size() == 1) {
        return newest.first();
      }
      TimeUnit.MILLISECONDS.sleep(TRY_MILLIS);
    }
    throw new StoryException("the nodes never had the same newest checkpoint");
  }

  private static void requireSame(ServedLedger one, ServedLedger other, long size)
      throws StoryException, IOException {
    check(note(one, size).equals(note(other, size)), "two nodes published different checkpoints");
    for (long start = 0; start < size; start += TILE) {
      int width = (int) Math.min(TILE, size - start);
      long tile = start / TILE;
      boolean same =
          Arrays.equals(one.leafTile(tile, width), other.leafTile(tile, width))
              && Arrays.equals(
                  one.entryBundle(tile, width).orElseThrow(),
                  other.entryBundle(tile, width).orElseThrow());
      check(same, "two nodes have different entries");
    }
  }

  /// What is signed; whose cosignatures a node collected, and in which order, is its own.
  private static String note(ServedLedger ledger, long size) throws IOException {
    return new String(ledger.checkpoint(size), UTF_8).split("\n\n", 2)[0];
  }

  private void verify(DemoNodes cluster) throws StoryException, IOException, ConfigException {
    var policy = ClusterFile.read(ClusterFile.in(cluster.data().getFirst())).founding().policy();
    for (int node = 0; node < cluster.count(); node++) {
      try (var client = cluster.node(node).custodian()) {
        var verified = LedgerAudit.verify(new ServedLedger(client, true), policy);
        narrator.accept(
            "verified at node-%d: %,d entries under %,d checkpoints, each cosigned by a quorum"
                .formatted(node + 1, verified.size(), verified.checkpoints()));
      } catch (BrokenLedgerException e) {
        throw new StoryException(
            "the ledger of node-%d does not verify: %s".formatted(node + 1, e.getMessage()), e);
      }
    }
  }

  private static long millisSince(long begin) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
  }

  private static void check(boolean holds, String otherwise) throws StoryException {
    if (!holds) {
      throw new StoryException(otherwise);
    }
  }
}
