package org.genogate.cluster.ordering;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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
}
