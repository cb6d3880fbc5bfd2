package org.genogate.cluster.finality;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.genogate.cluster.finality.FinalityCluster.Node;
import org.genogate.cluster.link.Link;
import org.genogate.cluster.simulation.SimulatedNetwork.Wire;
import org.genogate.cluster.simulation.Weather;
import org.junit.jupiter.api.Test;

/// The cluster itself checks what is signed and published, at every step.
class FinalitySimulationTest {

  /// More with `-Dgenogate.schedules=…`.
  private static final int SCHEDULES = Integer.getInteger("genogate.schedules", 40);

  private static final Duration CALM = Duration.ofSeconds(5);

  @Test
  void nothingForksAndAllIsFinalAfterTheStorm() {
    long published = 0;
    for (long seed = 1; seed <= SCHEDULES; seed++) {
      try {
        published += storm(seed);
      } catch (AssertionError e) {
        throw new AssertionError("seed " + seed, e);
      }
    }

    assertThat(published).isGreaterThan(10L * SCHEDULES);
  }

  private static long storm(long seed) {
    var cluster = new FinalityCluster(seed, 2 + (int) (seed % 2));
    boolean forks = seed % 4 >= 2;
    var storm = new Storm(cluster, forks);
    storm.begin();
    cluster.run(Duration.ofSeconds(15));
    storm.end();
    cluster.run(CALM);
    // Whoever cosigned the fork that lost never cosigns again: somebody has to look.
    for (Node node : forks ? List.<Node>of() : cluster.nodes) {
      assertThat(node.publishedSizes()).as("published by " + node.name()).isNotEmpty();
      assertThat(node.reports)
          .as("accusations by " + node.name())
          .noneMatch(report -> report.what().equals("rolled back"))
          .noneMatch(report -> report.what().equals("equivocated"));
      assertThat(node.publishedSizes().getLast())
          .isGreaterThanOrEqualTo(cluster.sealBefore(Duration.ofSeconds(2)));
    }
    return cluster.nodes.stream().mapToLong(node -> node.published.size()).sum();
  }

  /// Crashes while it is written, logs that fork, clocks that are wrong, links that lose.
  private static final class Storm {

    private final FinalityCluster cluster;
    private final RandomGenerator random;
    private final boolean forks;
    private boolean over;
    private long forkAt;
    private long size;

    Storm(FinalityCluster cluster, boolean forks) {
      this.forks = forks;
      this.cluster = cluster;
      this.random = cluster.random;
    }

    void begin() {
      cluster.network.weather(
          Weather.lossy(
              random.nextInt(3) * 0.15, Duration.ofMillis(random.nextInt(3) == 0 ? 300 : 5)));
      seal();
      cluster.timeline.after(some(Duration.ofSeconds(1)), this::strike);
    }

    private Duration some(Duration most) {
      return cluster.between(Duration.ofMillis(1), most);
    }

    private void seal() {
      size += random.nextInt(1, 50);
      cluster.seal(size);
      cluster.timeline.after(some(Duration.ofMillis(800)), this::seal);
    }

    private void strike() {
      if (over) {
        return;
      }
      var node = cluster.nodes.get(random.nextInt(cluster.nodes.size()));
      switch (random.nextInt(6)) {
        case 0 -> cut(node);
        case 1 -> node.machine.pause();
        case 2 -> node.setFault(random.nextInt(1, 4));
        case 3 -> node.machine.setWall(Duration.ofMillis(random.nextInt(-9_000, 9_000)));
        case 4 -> node.setSlowness(some(Duration.ofSeconds(2)));
        default -> {
          node.crash();
          // A disk that was put back, or replaced, and a consensus that then went another way.
          if (forks) {
            node.setFork(random.nextBoolean() ? forkPoint() : FinalityCluster.NEVER);
          }
        }
      }
      cluster.timeline.after(some(Duration.ofSeconds(2)), () -> heal(node));
      cluster.timeline.after(some(Duration.ofSeconds(1)), this::strike);
    }

    /// Mostly the same, so that several nodes follow one fork.
    private long forkPoint() {
      forkAt = forkAt == 0 || random.nextInt(4) == 0 ? random.nextLong(1, size + 50) : forkAt;
      return forkAt;
    }

    private void cut(Node node) {
      var other = cluster.nodes.get(random.nextInt(cluster.nodes.size()));
      var wires =
          List.of(
              new Wire(node.name(), other.name(), Link.Channel.FINALITY),
              new Wire(other.name(), node.name(), Link.Channel.FINALITY));
      wires.forEach(cluster.network::cut);
      cluster.timeline.after(
          some(Duration.ofSeconds(3)), () -> wires.forEach(cluster.network::mend));
    }

    private void heal(Node node) {
      if (!node.machine.isUp()) {
        node.boot();
      } else {
        node.machine.resume();
      }
    }

    /// Everything is well from now on, and everybody starts anew with the log that won.
    void end() {
      over = true;
      cluster.network.weather(Weather.fair());
      for (Node node : cluster.nodes) {
        node.crash();
        node.setFork(FinalityCluster.NEVER);
        node.setFault(0);
        node.setSlowness(Duration.ofMillis(20));
        node.machine.setWall(Duration.ZERO);
        cluster.network.rejoin(node.name());
        node.boot();
      }
    }
  }
}
