package org.genogate.cluster.ordering;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.genogate.ledger.event.ValidatorName;
import org.junit.jupiter.api.Test;

class MembersTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  private static List<ValidatorName> names(World world, int... numbers) {
    return java.util.Arrays.stream(numbers).mapToObj(i -> world.validator(i).name()).toList();
  }

  private static void change(World world, List<ValidatorName> to) {
    world.awaitLeader();
    CompletableFuture<Void> done =
        world.leader().orElseThrow().ordering().orElseThrow().changeMembers(to);
    assertThat(world.await(done::isDone, LONG)).isTrue();
    assertThat(done).isCompleted();
  }

  @Test
  void oneNodeBecomesThreeAndThreeOthers() {
    var world = new World(19, 4, 1, World.SETTINGS);
    world.validator(0).start();
    world.awaitLeader();
    for (int i = 0; i < 100; i++) {
      world.validator(0).propose(2, 2);
      world.run(Duration.ofMillis(20));
    }

    // A new node lacks all that the first has dropped from memory.
    world.startAll();
    change(world, names(world, 0, 1));
    change(world, names(world, 0, 1, 2));
    world.validator(3).stop();
    world.awaitProgress(LONG);
    world.validator(3).start();
    change(world, names(world, 0, 1, 2, 3));
    world.awaitProgress(LONG);
    world.checkNothingLost();

    // Who leads hands over before it goes, and a restart remembers.
    var leaver = world.leader().orElseThrow();
    var rest =
        world.validators().stream()
            .map(Validator::name)
            .filter(n -> !n.equals(leaver.name()))
            .toList();
    assertThat(leaver.ordering().orElseThrow().changeMembers(rest))
        .matches(done -> world.await(done::isCompletedExceptionally, LONG));
    leaver.transfer();
    assertThat(world.await(() -> world.leader().filter(l -> l != leaver).isPresent(), LONG))
        .isTrue();
    change(world, rest);
    leaver.stop();
    for (var validator : world.validators()) {
      if (validator != leaver) {
        validator.crash(true);
        validator.start();
      }
    }
    world.awaitProgress(LONG);
    assertThat(world.awaitLeader().standing().members()).containsExactlyInAnyOrderElementsOf(rest);
  }

  @Test
  void whoWasRemovedCanComeBack() {
    var world = new World(59, 3, World.SETTINGS);
    world.startAll();
    var leader = world.awaitLeader();
    var gone = world.validators().stream().filter(v -> v != leader).findFirst().orElseThrow();
    var all = names(world, 0, 1, 2);
    world.awaitProgress(LONG);

    change(world, all.stream().filter(n -> !n.equals(gone.name())).toList());
    world.awaitProgress(LONG);
    change(world, all);
    world.awaitProgress(LONG);
    gone.crash(true);
    gone.start();

    world.awaitProgress(LONG);
    assertThat(gone.reported()).isEqualTo(world.judge().committed().size());
  }

  @Test
  void oneMemberAtATime() {
    var world = new World(23, 3, World.SETTINGS);
    world.startAll();
    var ordering = world.awaitLeader().ordering().orElseThrow();

    var two = ordering.changeMembers(names(world, 0));
    var none = ordering.changeMembers(names(world, 0, 1, 2));
    world.run(Duration.ofMillis(100));

    assertThat(List.of(two, none)).allMatch(CompletableFuture::isCompletedExceptionally);
    world.awaitProgress(LONG);
  }

  @Test
  void ofTwoMembersNoneIsRemoved() {
    var world = new World(61, 2, World.SETTINGS);
    world.startAll();
    var leader = world.awaitLeader();

    var alone = leader.ordering().orElseThrow().changeMembers(List.of(leader.name()));
    world.run(Duration.ofMillis(100));

    assertThat(alone).isCompletedExceptionally();
    world.awaitProgress(LONG);
  }

  @Test
  void ofFourMembersThreeMustHaveAnEntry() {
    var world = new World(67, 4, World.SETTINGS);
    world.startAll();
    var leader = world.awaitLeader();
    world.awaitProgress(LONG);
    var others = world.validators().stream().filter(v -> v != leader).toList();
    world.network().isolate(others.get(1).name());
    world.network().isolate(others.get(2).name());
    long before = leader.reported();

    leader.propose(1, 1);
    world.run(Duration.ofMillis(500));

    assertThat(leader.reported()).isEqualTo(before);
    world.network().heal();
    world.awaitProgress(LONG);
    world.checkNothingLost();
  }

  @Test
  void whoWasRemovedDoesNotElectItself() {
    var world = new World(71, 4, World.SETTINGS);
    world.startAll();
    var leader = world.awaitLeader();
    world.awaitProgress(LONG);
    var others = world.validators().stream().filter(v -> v != leader).toList();
    var present = others.get(0);
    var behind = others.get(1);
    var removed = others.get(2);
    var all = names(world, 0, 1, 2, 3);

    // While one is behind another is removed, and much is ordered without both.
    world.network().isolate(behind.name());
    change(world, all.stream().filter(n -> !n.equals(removed.name())).toList());
    for (int i = 0; i < 12; i++) {
      leader.propose(1, 20);
      world.run(Duration.ofMillis(50));
    }
    assertThat(leader.reported()).isGreaterThan(behind.reported() + 200);

    // It is to come back, and hears that it was removed, but not the rest.
    var heard = new AtomicInteger();
    world
        .network()
        .censor(parcel ->
            !(parcel.from().equals(leader.name())
                    && parcel.to().equals(removed.name())
                    && Wire.is(parcel, Encoder.APPEND)
                    && Wire.operations(parcel) > 0)
                || heard.getAndIncrement() == 0);
    var _ = leader.ordering().orElseThrow().changeMembers(all);
    world.run(Duration.ofMillis(500));
    assertThat(removed.standing().members()).doesNotContain(removed.name());
    world.network().heal();
    world.network().isolate(leader.name());
    world.network().isolate(present.name());
    world.run(Duration.ofSeconds(10));

    assertThat(List.of(removed.leads(), behind.leads())).containsOnly(false);
    world.network().censor(_ -> true);
    world.network().heal();
    world.awaitProgress(LONG);
    world.checkNothingLost();
  }

  @Test
  void nobodyIsRemovedWhileLeadershipIsHandedOn() {
    var world = new World(73, 3, World.SETTINGS);
    world.startAll();
    var leader = world.awaitLeader();
    world.awaitProgress(LONG);
    // Whoever is asked to stand does not hear it.
    world.network().censor(parcel -> !Wire.is(parcel, Encoder.TRIGGER));
    leader.transfer();
    world.run(Duration.ofMillis(20));

    var rest =
        names(world, 0, 1, 2).stream()
            .filter(n -> !n.equals(leader.name()))
            .map(n -> List.of(leader.name(), n))
            .map(leader.ordering().orElseThrow()::changeMembers)
            .toList();
    world.run(Duration.ofSeconds(3));

    assertThat(rest).allMatch(CompletableFuture::isCompletedExceptionally);
    world.network().censor(_ -> true);
    world.awaitProgress(LONG);
  }
}
