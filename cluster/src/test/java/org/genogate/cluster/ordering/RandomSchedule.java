package org.genogate.cluster.ordering;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.genogate.cluster.simulation.DiskFaults;
import org.genogate.cluster.simulation.Weather;
import org.genogate.ledger.event.ValidatorName;

/// Some seconds of a cluster's life in which everything goes wrong that a seed chooses; then all is
/// healed and must work.
final class RandomSchedule {

  private static final List<Integer> SIZES = List.of(3, 3, 3, 5, 5, 4, 1);

  private final World world;
  private final RandomGenerator random;
  private final boolean changesMembers;

  RandomSchedule(long seed) {
    world = new World(seed, nodes(seed), World.SETTINGS);
    random = world.random();
    changesMembers = changesMembers(seed);
  }

  private static int nodes(long seed) {
    return SIZES.get(Math.floorMod(seed, SIZES.size()));
  }

  /// Whether members come and go in the history of this seed.
  static boolean changesMembers(long seed) {
    return nodes(seed) > 1 && Math.floorMod(seed, 11) < 3;
  }

  /// @return the digest of all that happened
  /// @throws AssertionError if an invariant does not hold
  long run() {
    world.network().weather(weather());
    world.startAll();
    int steps = random.nextInt(10, 60);
    for (int i = 0; i < steps; i++) {
      if (random.nextInt(3) == 0) {
        mishap();
      }
      world
          .leader()
          .ifPresent(leader -> leader.propose(random.nextInt(1, 8), random.nextInt(1, 4)));
      world.run(Duration.ofMillis(random.nextInt(5, 400)));
    }
    heal();
    world.awaitProgress(Duration.ofSeconds(60));
    world.checkNothingLost();
    return world.timeline().digest();
  }

  World world() {
    return world;
  }

  private Weather weather() {
    return new Weather(
        50,
        random.nextInt(100, 5_000),
        random.nextInt(3) == 0 ? 0.01 : 0,
        random.nextInt(2) == 0 ? random.nextDouble() / 10 : 0,
        random.nextInt(2) == 0 ? random.nextDouble() / 5 : 0,
        random.nextInt(4) > 0);
  }

  private void mishap() {
    var one = any();
    var other = any();
    switch (random.nextInt(changesMembers ? 16 : 14)) {
      case 0, 1 -> one.crash(true);
      case 2 -> one.crash(false);
      case 3, 4 -> world.startAll();
      case 5 -> one.pause(Duration.ofMillis(random.nextInt(50, 3_000)));
      case 6 -> world.network().isolate(one.name());
      case 7 -> world.network().cutBoth(one.name(), other.name());
      case 8 -> world.network().cut(one.name(), other.name());
      case 9, 10 -> world.network().heal();
      case 11 -> {
        for (var validator : world.validators()) {
          validator.crash(random.nextBoolean());
        }
        world.startAll();
      }
      case 12 -> one.faults(new DiskFaults(random.nextDouble() / 20, false, false));
      case 13 -> one.transfer();
      default -> world.leader().ifPresent(leader -> changeMembers(leader, one.name()));
    }
  }

  /// Takes one in, or out.
  private void changeMembers(Validator leader, ValidatorName one) {
    var members = new ArrayList<>(leader.standing().members());
    if (!members.remove(one)) {
      members.add(one);
    }
    if (!members.isEmpty()) {
      leader.changeMembers(members);
    }
  }

  private Validator any() {
    return world.validator(random.nextInt(world.validators().size()));
  }

  private void heal() {
    world.network().heal();
    world.network().weather(Weather.fair());
    for (var validator : world.validators()) {
      validator.faults(DiskFaults.none());
      validator.start();
    }
  }
}
