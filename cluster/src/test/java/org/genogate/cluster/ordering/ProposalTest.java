package org.genogate.cluster.ordering;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.genogate.ledger.log.AppendFailedException;
import org.genogate.ledger.log.NotOrderedException;
import org.junit.jupiter.api.Test;

class ProposalTest {

  private static final Duration LONG = Duration.ofSeconds(20);

  private final World world = new World(17, 3, World.SETTINGS);

  private Validator leader() {
    world.startAll();
    world.awaitLeader();
    world.awaitProgress(LONG);
    return world.leader().orElseThrow();
  }

  private static Throwable failure(CompletableFuture<Void> outcome) {
    return outcome.isCompletedExceptionally() ? outcome.exceptionNow() : new AssertionError("none");
  }

  @Test
  void whoDoesNotLeadOrdersNothing() {
    var leader = leader();
    var follower = world.validators().stream().filter(v -> v != leader).findFirst().orElseThrow();
    long term = leader.standing().term();

    var outcome =
        follower.ordering().orElseThrow().propose(term, follower.reported(), world.batch(1));
    world.run(Duration.ofMillis(50));

    assertThat(failure(outcome)).isInstanceOf(NotOrderedException.class);
  }

  @Test
  void aBatchThatDoesNotContinueTheLogIsNotOrdered() {
    var leader = leader();
    long term = leader.standing().term();
    var ordering = leader.ordering().orElseThrow();

    var gap = ordering.propose(term, leader.reported() + 1, world.batch(1));
    var past = ordering.propose(term, leader.reported() - 1, world.batch(1));
    var otherTerm = ordering.propose(term + 1, leader.reported(), world.batch(1));
    world.run(Duration.ofMillis(50));

    assertThat(List.of(gap, past, otherTerm))
        .extracting(ProposalTest::failure)
        .allMatch(NotOrderedException.class::isInstance);
  }

  @Test
  void whatADeposedLeaderHadWrittenIsUnknown() {
    var leader = leader();
    world.network().isolate(leader.name());

    var outcome =
        leader
            .ordering()
            .orElseThrow()
            .propose(leader.standing().term(), leader.reported(), world.batch(1));
    world.run(Duration.ofSeconds(3));

    assertThat(failure(outcome)).isInstanceOf(AppendFailedException.class);
  }

  @Test
  void closingFailsWhatIsOpenAndWhatComes() {
    var leader = leader();
    world.network().isolate(leader.name());
    var ordering = leader.ordering().orElseThrow();
    long term = leader.standing().term();
    var written = ordering.propose(term, leader.reported(), world.batch(1));
    world.run(Duration.ofMillis(50));
    var notYet = ordering.propose(term, leader.reported() + 1, world.batch(1));

    ordering.close();
    var late = ordering.propose(term, leader.reported() + 1, world.batch(1));

    assertThat(failure(written)).isInstanceOf(AppendFailedException.class);
    assertThat(failure(notYet)).isInstanceOf(NotOrderedException.class);
    assertThat(failure(late)).isInstanceOf(NotOrderedException.class);
  }

  @Test
  void moreThanMayWaitIsNotOrdered() {
    var leader = leader();
    world.network().isolate(leader.name());
    var ordering = leader.ordering().orElseThrow();
    var outcomes = new ArrayList<CompletableFuture<Void>>();

    for (int i = 0; i <= World.SETTINGS.mostPending(); i++) {
      outcomes.add(
          ordering.propose(leader.standing().term(), leader.reported() + i, world.batch(1)));
    }
    world.run(Duration.ofMillis(50));

    assertThat(failure(outcomes.getLast())).isInstanceOf(NotOrderedException.class);
    outcomes.removeLast();
    assertThat(outcomes).noneMatch(CompletableFuture::isDone);
  }

  @Test
  void whatWaitsNeverKeepsANewTermFromBeginning() {
    var leader = leader();
    // Each leader writes that its term begins, which reaches nobody; so does the next.
    world
        .network()
        .censor(parcel -> !(Wire.is(parcel, Encoder.APPEND) && Wire.operations(parcel) > 0));
    leader.propose(World.SETTINGS.mostPending(), 1);
    world.run(Duration.ofMillis(50));
    long term = leader.standing().term();
    for (int i = 0; i < 80; i++) {
      world.validators().stream()
          .filter(v -> v.standing().role() == Role.LEADER)
          .findFirst()
          .ifPresent(Validator::stop);
      world.startAll();
      world.run(Duration.ofMillis(1_500));
    }
    assertThat(world.validators().stream().mapToLong(v -> v.standing().term()).max().orElseThrow())
        .isGreaterThan(term + 60);

    world.network().censor(_ -> true);

    world.awaitProgress(LONG);
  }

  @Test
  void leadershipIsHandedOverInAFewHeartbeats() {
    var leader = leader();

    var done = leader.ordering().orElseThrow().transfer();
    world.run(Duration.ofMillis(400));

    assertThat(done).isCompleted();
    assertThat(world.leader()).isPresent().get().isNotEqualTo(leader);
    world.awaitProgress(LONG);
  }
}
