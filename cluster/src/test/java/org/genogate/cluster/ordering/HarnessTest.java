package org.genogate.cluster.ordering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.function.Consumer;
import org.genogate.cluster.simulation.DiskFaults;
import org.genogate.cluster.simulation.SimulatedNetwork.Parcel;
import org.junit.jupiter.api.Test;

/// What the judge is worth: each promise that the ordering is built on is broken once, and the
/// simulation must object.
class HarnessTest {

  private static final int SCHEDULES = 400;

  /// Runs schedules until one fails, and gives what it said.
  private static String objection(Consumer<World> breaks) {
    for (long seed = 1; seed <= SCHEDULES; seed++) {
      var schedule = new RandomSchedule(seed);
      breaks.accept(schedule.world());
      try {
        schedule.run();
      } catch (AssertionError e) {
        return String.valueOf(e.getMessage());
      }
    }
    return "none";
  }

  @Test
  void anAcknowledgementBeforeTheFlushIsSeen() {
    var objection =
        objection(
            world -> world.validators().forEach(v -> v.faults(new DiskFaults(0, true, false))));

    assertThat(objection).contains("durable");
  }

  @Test
  void aVoteThatIsForgottenMakesTwoLeadersOfATerm() {
    var world = new World(47, 3, World.SETTINGS);
    world.validators().forEach(v -> v.faults(new DiskFaults(0, false, true)));
    world.startAll();

    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 200; i++) {
                twoCandidatesAndACrashBetween(world);
              }
            })
        .hasMessageContaining("lead in term");
  }

  /// Both others ask the third for its vote in the same term, which crashes between.
  private static void twoCandidatesAndACrashBetween(World world) {
    world.awaitLeader();
    var voter = world.validator(world.random().nextInt(3));
    var candidates = new ArrayList<>(world.validators());
    candidates.remove(voter);
    var one = candidates.get(0);
    var other = candidates.get(1);
    candidates.forEach(candidate -> candidate.crash(true));
    world.network().cutBoth(one.name(), other.name());
    candidates.forEach(Validator::start);
    world.run(Duration.ofMillis(world.random().nextInt(1, 40)));
    voter.crash(true);
    voter.start();
    world.run(Duration.ofMillis(500));
    world.network().heal();
    world.run(Duration.ofSeconds(2));
  }

  @Test
  void aVoteThatIsCountedTwiceMakesTwoLeadersOfATerm() {
    var objection =
        objection(world ->
            world
                .network()
                .censor(parcel -> {
                  if (Wire.is(parcel, Encoder.VOTED)) {
                    world.validators().stream()
                        .filter(v -> !v.name().equals(parcel.to()))
                        .forEach(v ->
                            world
                                .timeline()
                                .after(
                                    Duration.ZERO,
                                    () ->
                                        world
                                            .network()
                                            .deliver(
                                                new Parcel(
                                                    v.name(),
                                                    parcel.to(),
                                                    parcel.channel(),
                                                    parcel.message()))));
                  }
                  return true;
                }));

    assertThat(objection).containsAnyOf("lead in term", "committed");
  }
}
