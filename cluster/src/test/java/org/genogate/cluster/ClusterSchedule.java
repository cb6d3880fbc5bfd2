package org.genogate.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import org.genogate.cluster.simulation.Weather;

/// Some seconds in the life of whole nodes in which everything goes wrong that a seed chooses; then
/// all is healed, and must work.
final class ClusterSchedule {

  private final SimulatedCluster cluster;
  private final Random random;
  private boolean changing;

  ClusterSchedule(long seed) {
    this(seed, 0);
  }

  /// @param spare nodes that are added in time
  ClusterSchedule(long seed, int spare) {
    cluster = new SimulatedCluster(seed, seed % 5 == 0 ? 5 : 3, spare);
    random = cluster.random();
  }

  SimulatedCluster cluster() {
    return cluster;
  }

  /// @return the digest of all that happened
  /// @throws AssertionError if an invariant does not hold
  long run() throws IOException {
    cluster.network().weather(weather());
    startAll();
    trouble(random.nextInt(20, 80), 4);
    heal();
    cluster.awaitProgress(Duration.ofSeconds(60));
    cluster.checkNothingLost();
    return cluster.timeline().digest();
  }

  /// As [#run], while nodes are added and removed; at the end those vote who keep the log.
  long runWithChanges() throws IOException {
    startAll();
    cluster.network().weather(weather());
    changing = true;
    trouble(random.nextInt(40, 160), 5);
    changing = false;
    heal();
    // What was asked for before is recorded by then, or never.
    cluster.run(Duration.ofSeconds(10));
    startAll();
    cluster.run(Duration.ofSeconds(10));
    cluster.tellNewest();
    cluster.awaitSettled(Duration.ofSeconds(60));
    cluster.awaitProgress(Duration.ofSeconds(60));
    cluster.checkNothingLost();
    return cluster.timeline().digest();
  }

  /// As [#run], in the life of nodes one of which is put back to what it was before others relied
  /// on it.
  long runWithRestoredBackup() throws IOException {
    startAll();
    trouble(random.nextInt(1, 10), 0);
    cluster.awaitProgress(Duration.ofSeconds(60));
    var restored = any();
    restored.backUp();
    trouble(random.nextInt(1, 10), 0);
    cluster.awaitProgress(Duration.ofSeconds(60));
    if (random.nextBoolean()) {
      restored.restore();
    } else {
      restored.restoreUnnoticed();
    }
    cluster.network().weather(weather());
    trouble(random.nextInt(5, 40), 3);
    heal();
    cluster.awaitProgress(Duration.ofSeconds(60));
    cluster.checkNothingLost();
    return cluster.timeline().digest();
  }

  /// @param oneIn how rare mishaps are; 0 for none
  private void trouble(int steps, int oneIn) {
    for (int i = 0; i < steps; i++) {
      if (oneIn > 0 && random.nextInt(oneIn) == 0) {
        mishap();
      }
      if (changing && random.nextInt(4) == 0) {
        cluster.changeMembers(any());
      }
      for (int asked = random.nextInt(4); asked > 0; asked--) {
        cluster.ask(any());
      }
      cluster.run(Duration.ofMillis(random.nextInt(5, 300)));
    }
  }

  private Weather weather() {
    return new Weather(
        50,
        random.nextInt(100, 5_000),
        random.nextInt(3) == 0 ? 0.01 : 0,
        random.nextInt(2) == 0 ? random.nextDouble() / 10 : 0,
        0,
        true);
  }

  private SimulatedNode any() {
    return cluster.nodes().get(random.nextInt(cluster.nodes().size()));
  }

  private void startAll() {
    cluster.nodes().forEach(SimulatedNode::start);
  }

  private void mishap() {
    var one = any();
    var other = any();
    switch (random.nextInt(14)) {
      case 0, 1 -> one.crash(true);
      case 2 -> one.crash(false);
      case 3, 4, 5 -> startAll();
      case 6 -> one.pause(Duration.ofMillis(random.nextInt(50, 3_000)));
      case 7 -> cluster.network().isolate(one.name());
      case 8 -> cluster.network().cutBoth(one.name(), other.name());
      case 9 -> cluster.network().cut(one.name(), other.name());
      case 10, 11 -> cluster.network().heal();
      case 12 -> {
        for (var node : cluster.nodes()) {
          node.crash(random.nextBoolean());
        }
        startAll();
      }
      default -> one.setClock(Duration.ofMillis(random.nextInt(-4_000, 4_000)));
    }
  }

  private void heal() {
    cluster.network().heal();
    cluster.network().weather(Weather.fair());
    cluster.nodes().forEach(node -> node.setClock(Duration.ZERO));
    startAll();
  }
}
