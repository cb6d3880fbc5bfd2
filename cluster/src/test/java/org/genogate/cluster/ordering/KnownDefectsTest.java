package org.genogate.cluster.ordering;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.genogate.cluster.simulation.DiskFaults;
import org.genogate.cluster.simulation.SimulatedNetwork.Parcel;
import org.junit.jupiter.api.Test;

/// Schedules by hand against what MicroRaft is known to get wrong; each fails without its guard.
class KnownDefectsTest {

  private static final Duration LONG = Duration.ofSeconds(20);

  @Test
  void anAnswerToAnOlderTermIsNoCopy() {
    var world = new World(7, 5, World.SETTINGS);
    world.startAll();
    var first = world.awaitLeader();
    world.awaitProgress(LONG);
    var others = new ArrayList<>(world.validators());
    others.remove(first);
    var second = others.get(0);
    var third = others.get(1);

    // The first leader's operations reach the second node alone, and its answers stay on their way.
    var answers = new ArrayList<Parcel>();
    world
        .network()
        .censor(parcel -> {
          if (parcel.from().equals(second.name()) && Wire.is(parcel, Encoder.APPENDED)) {
            answers.add(parcel);
          }
          return parcel.from().equals(first.name()) && parcel.to().equals(second.name());
        });
    first.propose(8, 1);
    world.run(Duration.ofMillis(400));
    var stale = answers.getLast();

    // A newer leader replaces them on both.
    world
        .network()
        .censor(
            parcel -> !parcel.from().equals(first.name()) && !parcel.from().equals(second.name()));
    world.await(() -> world.leader().filter(l -> l != first).isPresent(), LONG);
    var newer = world.leader().orElseThrow();
    world.network().censor(_ -> true);
    world.awaitProgress(LONG);
    long end = newer.standing().lastPosition();
    assertThat(Wire.answered(stale)).isGreaterThan(end + 2);

    // The first leads again, and reaches one node only; then the old answer arrives.
    var reached = newer == third ? others.get(2) : third;
    world
        .network()
        .censor(parcel ->
            !(parcel.from().equals(first.name())
                && Wire.is(parcel, Encoder.APPEND)
                && !parcel.to().equals(reached.name())));
    world.network().deliver(Wire.trigger(newer.name(), first, newer.standing().term()));
    world.await(() -> first.standing().role() == Role.LEADER, LONG);
    world.network().deliver(stale);
    world.run(Duration.ofMillis(100));
    first.propose(1, 1);
    world.run(Duration.ofMillis(100));

    world.network().censor(_ -> true);
    world.awaitProgress(LONG);
    world.checkNothingLost();
  }

  @Test
  void aFollowerWithAPreVoteLeftOverStandsForElection() {
    var world = new World(3, 3, World.SETTINGS);
    world.startAll();
    var leader = world.awaitLeader();
    world.awaitProgress(LONG);
    for (var follower : world.validators()) {
      if (follower != leader) {
        // It begins a pre-vote at its start, and hears of the leader before that ends.
        follower.crash(true);
        follower.start();
        world.run(Duration.ofSeconds(3));
      }
    }
    assertThat(world.awaitLeader()).isEqualTo(leader);

    leader.crash(true);

    world.awaitProgress(Duration.ofSeconds(5));
  }

  @Test
  void aLongLogInAnOldTermAndAShortOneInANewTermElectALeader() {
    var world = new World(61, 3, World.SETTINGS);
    world.startAll();
    var longer = world.awaitLeader();
    world.awaitProgress(LONG);
    var others = world.validators().stream().filter(v -> v != longer).toList();
    world.network().isolate(longer.name());
    longer.propose(2, 1);
    // The others stand again and again, and no vote arrives.
    world.network().censor(parcel -> !Wire.is(parcel, Encoder.VOTED));
    world.run(Duration.ofSeconds(5));
    others.forEach(other -> other.crash(true));
    assertThat(longer.standing().role()).isEqualTo(Role.FOLLOWER);

    world.network().censor(_ -> true);
    world.network().heal();
    others.getFirst().start();

    world.awaitProgress(LONG);
  }

  @Test
  void aStoreThatFailsEndsTheNodeOnTheSpot() {
    var world = new World(5, 3, World.SETTINGS);
    world.startAll();
    var leader = world.awaitLeader();
    world.awaitProgress(LONG);
    var follower = world.validators().stream().filter(v -> v != leader).findFirst().orElseThrow();
    var said = Wire.copies(world, parcel -> parcel.from().equals(follower.name()));

    follower.faults(new DiskFaults(1, false, false));
    leader.propose(3, 1);
    world.run(Duration.ofSeconds(2));

    assertThat(follower.isUp()).isFalse();
    long before = leader.standing().position();
    assertThat(said)
        .filteredOn(parcel -> Wire.is(parcel, Encoder.APPENDED))
        .allMatch(parcel -> Wire.answered(parcel) <= before - 3);
    follower.faults(DiskFaults.none());
    follower.start();
    world.awaitProgress(LONG);
  }

  @Test
  void aDeposedLeaderWhoseLogBeginsWhereItDivergesIsHealed() {
    assertThat(healsWithoutAnotherSnapshot(false)).isTrue();
  }

  @Test
  void aRestartedLeaderWhoseLogDivergesAfterItsSnapshotIsHealed() {
    assertThat(healsWithoutAnotherSnapshot(true)).isTrue();
  }

  /// A leader took a snapshot, wrote more that reached nobody, and was replaced.
  private static boolean healsWithoutAnotherSnapshot(boolean restarts) {
    var world = new World(11, 3, World.SETTINGS);
    world.startAll();
    var first = world.awaitLeader();
    world.awaitProgress(LONG);
    var others = world.validators().stream().filter(v -> v != first).toList();
    // One follower is far behind, so that the leader keeps nothing for it.
    world.network().isolate(others.get(0).name());
    int interval = World.SETTINGS.snapshotInterval();
    while (first.standing().position() % interval != 0) {
      first.propose(1, 1);
      world.run(Duration.ofMillis(20));
    }
    world.network().isolate(first.name());
    first.propose(2, 1);
    world.run(Duration.ofMillis(200));
    if (restarts) {
      first.crash(false);
    }
    world.network().heal();
    world.network().isolate(first.name());
    world.await(() -> others.stream().anyMatch(Validator::leads), LONG);
    for (int i = 0; i < 3; i++) {
      others.forEach(other -> other.propose(1, 1));
      world.run(Duration.ofMillis(100));
    }
    first.start();
    world.network().heal();
    boolean heals =
        world.await(
            () ->
                first.reported()
                    == others.stream().mapToLong(Validator::reported).max().orElseThrow(),
            LONG);
    world.awaitProgress(LONG);
    world.checkNothingLost();
    return heals;
  }

  @Test
  void aRepeatedAppendMovesNothingBack() {
    var world = new World(13, 3, World.SETTINGS);
    world.startAll();
    var leader = world.awaitLeader();
    var appends =
        Wire.copies(
            world, parcel -> Wire.is(parcel, Encoder.APPEND) && Wire.operations(parcel) > 0);
    world.awaitProgress(LONG);
    for (int i = 0; i < 5; i++) {
      leader.propose(1, 1);
      world.run(Duration.ofMillis(50));
    }
    world.awaitProgress(LONG);
    var old = appends.getFirst();
    var answers =
        Wire.copies(
            world, parcel -> Wire.is(parcel, Encoder.APPENDED) && parcel.from().equals(old.to()));
    long committed = leader.standing().position();

    world.network().deliver(Wire.withCommit(old, committed + 1));
    world.run(Duration.ofMillis(5));

    assertThat(answers).extracting(Wire::answered).isEqualTo(List.of(committed));
  }
}
