package org.genogate.gateway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.genogate.gateway.client.GatewayClient;
import org.genogate.gateway.client.ServedLedger;
import org.genogate.gateway.config.ClusterFile;
import org.genogate.ledger.LedgerAudit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every node is replaced by another installation, one after the other, while a patient goes on.
class RollingUpgradeIT {

  private static final int NODES = 3;

  @TempDir private Path folder;

  @Test
  void nothingAcknowledgedIsLostAndAppendsGoOn() throws Exception {
    var another = copied(System.getProperty("java.class.path"));
    var demo =
        new ClusterDemo(
            new DemoFolder(folder.resolve("demo")), new Demo.Size(60, 2_000), NODES, _ -> {});
    try (var cluster = demo.start();
        var load = new GrantLoad(cluster)) {
      load.awaitMore();
      for (int node = 0; node < NODES; node++) {
        int elsewhere = (node + 1) % NODES;
        load.at(elsewhere);
        load.awaitMore();
        handOver(cluster, node);
        cluster.node(node).close();
        // One of three is away: the other two record.
        load.awaitMore();
        cluster.restart(node, another);
        awaitCosigning(cluster, elsewhere, node);
        load.awaitMore();
      }
      load.end();
      System.out.printf(
          "rolling upgrade: %d acknowledged, longest gap %d ms%n",
          load.acknowledged().size(), load.longestGapMillis());
      requireWhole(cluster, load);
    }
  }

  /// As `genogate cluster leave`, again if nobody took it.
  private static void handOver(DemoNodes cluster, int node) throws Exception {
    try (var custodian = cluster.node(node).custodian()) {
      for (int tries = 0; !handsOver(custodian); tries++) {
        assertThat(tries).as("nobody takes leadership over").isLessThan(60);
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }
  }

  private static boolean handsOver(GatewayClient custodian) throws Exception {
    var status = custodian.post("/v1/custodian/cluster/handover", new JsonObject());
    return !status.getString("self").equals(status.getString("leader"));
  }

  /// The next node goes only when this one makes entries final again.
  private static void awaitCosigning(DemoNodes cluster, int asked, int node) throws Exception {
    try (var custodian = cluster.node(asked).custodian()) {
      long from = custodian.get("/v1/custodian/cluster").getLong("final");
      for (int tries = 0; cosigned(custodian, node) <= from; tries++) {
        assertThat(tries).as("node-%d never cosigned again", node + 1).isLessThan(600);
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }
  }

  private static long cosigned(GatewayClient custodian, int node) throws Exception {
    for (var each : custodian.get("/v1/custodian/cluster").getJsonArray("nodes")) {
      var json = (JsonObject) each;
      if (json.getString("name").equals("node-" + (node + 1))) {
        return json.getLong("cosigned", 0L);
      }
    }
    return 0;
  }

  private static void requireWhole(DemoNodes cluster, GrantLoad load) throws Exception {
    var policy = ClusterFile.read(ClusterFile.in(cluster.data().getFirst())).founding().policy();
    for (int node = 0; node < NODES; node++) {
      try (var client = cluster.node(node).custodian()) {
        var ledger = new ServedLedger(client, true);
        long last = load.acknowledged().stream().mapToLong(Long::longValue).max().orElseThrow();
        for (int tries = 0; ledger.checkpointSizes().getLast() <= last; tries++) {
          assertThat(tries).as("the last entries are never final").isLessThan(600);
          TimeUnit.MILLISECONDS.sleep(50);
        }
        assertThat(LedgerAudit.verify(ledger, policy).size()).isGreaterThan(last);
      }
    }
  }

  /// The classes of this build, in a folder of their own; other people's jars stay where they are.
  private String copied(String classPath) throws IOException {
    var copies = new ArrayList<String>();
    var seen = new HashSet<Path>();
    for (var part : List.of(classPath.split(File.pathSeparator, -1))) {
      var path = Path.of(part).toAbsolutePath();
      boolean ours = Files.isDirectory(path) || path.getFileName().toString().contains("genogate");
      if (ours && seen.add(path)) {
        var copy = folder.resolve("installation").resolve(Integer.toString(copies.size()));
        copies.add(copy(path, copy).toString());
      } else {
        copies.add(part);
      }
    }
    assertThat(seen).isNotEmpty();
    return String.join(File.pathSeparator, copies);
  }

  private static Path copy(Path from, Path to) throws IOException {
    if (Files.isRegularFile(from)) {
      Files.createDirectories(to);
      return Files.copy(from, to.resolve(from.getFileName()));
    }
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path at, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectories(to.resolve(from.relativize(at)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path at, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(at, to.resolve(from.relativize(at)));
            return FileVisitResult.CONTINUE;
          }
        });
    return to;
  }
}
