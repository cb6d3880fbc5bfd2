package org.genogate.cluster.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.genogate.cluster.link.Link;
import org.genogate.cluster.simulation.SimulatedNetwork.Wire;
import org.junit.jupiter.api.Test;

class LeaseSimulationTest {

  /// More with `-Dgenogate.schedules=…`.
  private static final int SCHEDULES = Integer.getInteger("genogate.schedules", 800);

  @Test
  void noNodeReadsWithoutWhatIsAcknowledgedWhateverTheWeather() {
    long acknowledgements = 0;
    double reads = 0;
    for (long seed = 1; seed <= SCHEDULES; seed++) {
      var cluster = new LeaseCluster(seed, seed % 3 == 0 ? 5 : 3);
      new Storm(cluster).begin();
      try {
        cluster.timeline.run(Duration.ofSeconds(15));
      } catch (AssertionError e) {
        throw new AssertionError("seed " + seed, e);
      }
      acknowledgements += cluster.acknowledgements();
      reads += cluster.shareOfReads();
    }

    // Else nothing was tried.
    assertThat(acknowledgements).isGreaterThan(5L * SCHEDULES);
    assertThat(reads / SCHEDULES).isGreaterThan(0.3);
  }

  /// The voter is the only node that the old majority shares with the new one.
  @Test
  void leaderThatVotedForAnotherHoldsNoLeaseOfItsOwnThoughItWasNotToldYet() {
    int acknowledged = 0;
    for (long seed = 1; seed <= 40; seed++) {
      var cluster = new LeaseCluster(seed, 3);
      cluster.timeline.run(Duration.ofSeconds(5));
      cluster.latestNews = Duration.ofSeconds(30);
      var former = cluster.leader();
      var next = cluster.followers().getFirst();
      var unaware = cluster.followers().getLast();
      cutOrdering(cluster, next, unaware);
      cutOrdering(cluster, unaware, next);
      cutOrdering(cluster, unaware, former);

      next.campaign();
      cluster.timeline.run(Duration.ofMillis(50));
      int before = next.stored();
      var _ = next.revoke();
      while (next.stored() == before || former.stored() < next.stored()) {
        cluster.timeline.run(Duration.ofNanos(5_000));
      }
      // It has stored the revocation and does not learn that it is committed.
      cutOrdering(cluster, next, former);
      cluster.timeline.run(Duration.ofMillis(10));
      cutOrdering(cluster, former, next);
      cluster.timeline.run(Duration.ofSeconds(2));
      acknowledged += cluster.acknowledged() > before ? 1 : 0;
    }

    // Else nothing was tried: the next leader may lose its term before it acknowledges.
    assertThat(acknowledged).isGreaterThan(20);
  }

  private static void cutOrdering(
      LeaseCluster cluster, LeaseCluster.Node from, LeaseCluster.Node to) {
    cluster.network.cut(new Wire(from.name(), to.name(), Link.Channel.ORDERING));
  }
}
