package org.genogate.gateway.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.genogate.gateway.client.GatewayClient;
import org.genogate.gateway.client.GatewayException;
import org.genogate.gateway.client.ServedLedger;
import org.genogate.gateway.config.ClusterFile;
import org.genogate.gateway.node.Backup;
import org.genogate.ledger.LedgerAudit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A node's disk is lost, and an old backup is all there is.
class RestoreDrillIT {

  /// Loses its disk.
  private static final int LOST = 2;

  private static final int AFTERWARDS = 20;

  @Test
  void anOldBackupCatchesUpBeforeItVotesSignsOrAnswers(@TempDir Path folder) throws Exception {
    var demo =
        new ClusterDemo(
            new DemoFolder(folder.resolve("demo")), new Demo.Size(60, 2_000), 3, _ -> {});
    try (var cluster = demo.start()) {
      var data = cluster.node(LOST).data();
      var archive = folder.resolve("backup.tar");
      var _ = new Backup(data).write(archive);
      var masterKey = Files.readAllBytes(data.resolve("master.key"));
      try (var patient = cluster.as("patient", 0)) {
        for (int i = 0; i < AFTERWARDS; i++) {
          grant(patient);
        }
      }
      cluster.node(LOST).kill();

      RestoredData.unpack(archive, data, masterKey);
      cluster.restart(LOST);

      // Removed a moment after the node is ready, by whoever looks whether it has caught up.
      await(
          "the mark of the backup stays",
          () -> Files.notExists(data.resolve("cluster").resolve("restored")));
      await("the nodes never had the same newest checkpoint", () -> haveSameSize(cluster));
      var policy = ClusterFile.read(ClusterFile.in(data)).founding().policy();
      try (var client = cluster.node(LOST).custodian()) {
        var verified = LedgerAudit.verify(new ServedLedger(client, true), policy);
        assertThat(verified.entriesRead()).isTrue();
      }
      assertThat(logs(cluster))
          .contains("this data is a backup")
          .doesNotContain("took back what it had signed", "two ledgers that cannot both be");
    }
  }

  private static void grant(GatewayClient patient) throws GatewayException {
    var _ =
        patient.post(
            "/v1/me/consents",
            new JsonObject()
                .put("kind", "grant")
                .put("use", "GRU")
                .put("withheld", new JsonArray()));
  }

  private static void await(String otherwise, Callable<Boolean> condition) throws Exception {
    for (int tries = 0; tries < 600; tries++) {
      if (condition.call()) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    throw new AssertionError(otherwise);
  }

  private static boolean haveSameSize(DemoNodes cluster) throws Exception {
    var sizes = new HashSet<Long>();
    for (int node = 0; node < cluster.count(); node++) {
      try (var client = cluster.node(node).custodian()) {
        sizes.add(new ServedLedger(client, true).checkpointSizes().getLast());
      }
    }
    return sizes.size() == 1;
  }

  private static String logs(DemoNodes cluster) throws IOException {
    var all = new StringBuilder();
    for (var data : List.copyOf(cluster.data())) {
      all.append(Files.readString(data.resolveSibling("log"), UTF_8));
    }
    return all.toString();
  }
}
