package org.genogate.cluster.ordering;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import org.genogate.cluster.link.Link;
import org.genogate.cluster.simulation.SimulatedNetwork.Parcel;
import org.junit.jupiter.api.Test;

/// A node that was away so long that the leader has dropped what it lacks.
class CatchUpTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  private final World world = new World(29, 3, World.SETTINGS);

  /// @return the node that was away
  private Validator away(int operations) {
    world.startAll();
    var leader = world.awaitLeader();
    world.awaitProgress(LONG);
    var away = world.validators().stream().filter(v -> v != leader).findFirst().orElseThrow();
    world.network().isolate(away.name());
    // What it wrote itself and nobody has goes, too.
    for (int i = 0; i < operations / 4; i++) {
      world.leader().ifPresent(v -> v.propose(4, 3));
      world.run(Duration.ofMillis(30));
    }
    return away;
  }

  @Test
  void theEntriesComeFromPeersWithoutAHole() {
    var away = away(200);
    long before = away.reported();

    world.network().heal();

    assertThat(world.await(() -> away.isUp() && away.standing().repairing(), LONG)).isTrue();
    world.awaitProgress(LONG);
    assertThat(away.reported()).isGreaterThan(before + 500);
    world.checkNothingLost();
  }

  @Test
  void theLeaderKeepsLeadingMeanwhile() {
    var away = away(200);
    var leader = world.leader().orElseThrow();
    long term = leader.standing().term();
    var third =
        world.validators().stream().filter(v -> v != leader && v != away).findFirst().orElseThrow();
    // The third is gone, so the leader needs the one that is being repaired; peers answer slowly.
    world.network().heal();
    world.run(Duration.ofMillis(120));
    world.network().censor(parcel -> parcel.channel() != Link.Channel.REPAIR);
    world.run(Duration.ofMillis(500));
    third.crash(true);
    world.run(Duration.ofSeconds(5));
    assertThat(away.standing().repairing()).isTrue();

    world.network().censor(_ -> true);

    world.awaitProgress(LONG);
    assertThat(leader.standing().term()).isEqualTo(term);
  }

  @Test
  void aSilentPeerIsPassedOver() {
    var away = away(200);
    var leader = world.leader().orElseThrow();
    world
        .network()
        .censor(parcel ->
            parcel.channel() != Link.Channel.REPAIR || !parcel.to().equals(leader.name()));

    world.network().heal();

    world.awaitProgress(LONG);
    assertThat(away.reported()).isEqualTo(leader.reported());
  }

  @Test
  void aRepairThatWasInterruptedGoesOn() {
    for (int crashes = 0; crashes < 12; crashes++) {
      var again = new CatchUpTest();
      var away = again.away(120);
      again.world.network().heal();
      assertThat(again.world.await(() -> away.isUp() && away.standing().repairing(), LONG))
          .isTrue();
      for (int i = 0; i < crashes; i++) {
        again.world.run(Duration.ofNanos(700_000));
        away.crash(i % 2 == 0);
        away.start();
      }
      again.world.awaitProgress(LONG);
      again.world.checkNothingLost();
    }
  }

  @Test
  void aNodeUnderRepairElectsNobodyWhoLacksWhatItFetches() {
    var away = away(200);
    var leader = world.leader().orElseThrow();
    var third =
        world.validators().stream().filter(v -> v != leader && v != away).findFirst().orElseThrow();
    world.network().censor(parcel -> parcel.channel() != Link.Channel.REPAIR);
    world.network().heal();
    assertThat(world.await(() -> away.standing().repairing(), LONG)).isTrue();
    var said = new ArrayList<Parcel>();
    world
        .network()
        .censor(parcel -> {
          if (parcel.from().equals(away.name())) {
            said.add(parcel);
          }
          return false;
        });
    long last = away.standing().lastPosition();
    int term = (int) away.standing().term();

    // It took back what it had confirmed, so by its own log this one could lead.
    world.network().deliver(Wire.vote(third.name(), away, term, last));
    // Nor does it stand, in the membership that its own log ends with.
    world.run(Duration.ofSeconds(5));

    assertThat(said).noneMatch(Wire::grants);
    assertThat(said)
        .noneMatch(parcel -> Wire.is(parcel, Encoder.VOTE) || Wire.is(parcel, Encoder.PRE_VOTE));
    // Who has all is elected with its vote.
    world.network().deliver(Wire.vote(third.name(), away, term, third.standing().lastPosition()));
    assertThat(world.await(() -> said.stream().anyMatch(Wire::grants), LONG)).isTrue();
    world.network().censor(_ -> true);
    world.network().heal();
    world.awaitProgress(LONG);
    world.checkNothingLost();
  }
}
