package org.genogate.gateway.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.ListAssert;
import org.genogate.gateway.campaign.LedgerCopy.Line;
import org.genogate.gateway.campaign.Promise.Kind;
import org.genogate.gateway.campaign.Reading.Batch;
import org.junit.jupiter.api.Test;

/// Feeds the checker histories in which one thing is wrong, beside one in which nothing is.
class CheckerTest {

  private static final long SLACK = 100;

  /// Entry 0 is alice's grant, 3 her revocation, 4 her new grant.
  private final List<Line> lines =
      new ArrayList<>(
          List.of(
              line(0, new Fact.Granted("alice", "c1")),
              line(1, new Fact.Granted("bob", "c2")),
              line(2, new Fact.Opened("access-1")),
              line(3, new Fact.StoppedAll("alice")),
              line(4, new Fact.Granted("alice", "c3")),
              line(5, new Fact.Opened("access-2"))));

  private final List<Promise> promises =
      new ArrayList<>(
          List.of(
              new Promise(Kind.GRANT, "alice", "c1", 0, 10, 20),
              new Promise(Kind.GRANT, "bob", "c2", 1, 20, 30),
              new Promise(Kind.STOP_ALL, "alice", "", 3, 100, 110)));

  private final List<Reading> readings = new ArrayList<>();

  private static Line line(int index, Fact fact) {
    return new Line("leaf-" + index, fact);
  }

  private static LedgerCopy copy(String node, List<Line> lines) {
    var checkpoints = new TreeMap<Long, String>();
    checkpoints.put((long) lines.size(), "root of " + lines.size());
    return new LedgerCopy(node, lines, checkpoints);
  }

  private static Reading reading(String accessId, long begunAt, Batch... batches) {
    return new Reading(
        "node-a", accessId, begunAt, List.of("alice", "bob"), List.of(batches), SLACK, true);
  }

  /// Present: 1 is alice, 2 is bob.
  private static Batch batch(long arrivedAt, long start, long size, long present) {
    return new Batch(arrivedAt, start, start + 10, size, present);
  }

  private Checker.Findings check(LedgerCopy... ledgers) {
    return Checker.check(List.of(ledgers), promises, readings);
  }

  private ListAssert<String> violations() {
    return assertThat(check(copy("node-a", lines), copy("node-b", lines)).violations());
  }

  private AbstractStringAssert<?> onlyViolation() {
    var found = check(copy("node-a", lines), copy("node-b", lines)).violations();
    assertThat(found).hasSize(1);
    return assertThat(found.getFirst());
  }

  @Test
  void aHistoryAsItMustBeHasNoViolation() {
    readings.add(
        reading(
            "access-1",
            50,
            batch(60, 0, 3, 0b11),
            // Handed over before, and on its way at the acknowledgement.
            batch(120, 90, 3, 0b11),
            batch(130, 180, 4, 0b10),
            batch(140, 270, 4, 0b10)));
    readings.add(reading("access-2", 200, batch(210, 0, 5, 0b11)));

    var found = check(copy("node-a", lines), copy("node-b", lines));

    assertThat(found).isEqualTo(new Checker.Findings(List.of(), 1, 1));
  }

  @Test
  void aLostEntryIsSeen() {
    promises.add(new Promise(Kind.STOP_ALL, "bob", "", 6, 300, 310));

    violations().hasSize(2).allMatch(what -> what.startsWith("lost: node-"));
  }

  @Test
  void anEntryThatIsLostAtOneNodeIsSeen() {
    var found = check(copy("node-a", lines), copy("node-b", lines.subList(0, 3))).violations();

    assertThat(found).anyMatch(what -> what.startsWith("lost: node-b lacks entry 3"));
  }

  @Test
  void anEntryWithAnotherInItsPlaceIsSeen() {
    promises.set(0, new Promise(Kind.GRANT, "alice", "c9", 0, 10, 20));

    violations().hasSize(2).allMatch(what -> what.endsWith("has something else at 0"));
  }

  @Test
  void aForkIsSeen() {
    var other = new ArrayList<>(lines);
    other.set(5, new Line("another leaf", new Fact.Opened("access-2")));

    var found = check(copy("node-a", lines), copy("node-b", other)).violations();

    assertThat(found).containsExactly("fork: node-b has another entry 5");
  }

  @Test
  void anotherCheckpointOfTheSameSizeIsSeen() {
    var other = copy("node-b", lines);
    other.checkpoints().put(6L, "another root");

    var found = check(copy("node-a", lines), other).violations();

    assertThat(found).containsExactly("fork: node-b has another checkpoint of size 6");
  }

  @Test
  void aStaleAnswerIsSeenAlsoIfItHoldsNobody() {
    readings.add(reading("access-1", 111, batch(120, 0, 3, 0)));

    onlyViolation().startsWith("stale: node-a answered from size 3 after entry 3");
  }

  @Test
  void anAnswerThatWasAskedForBeforeMayBeOlder() {
    readings.add(reading("access-1", 109, batch(112, 0, 3, 0b11)));

    violations().isEmpty();
  }

  @Test
  void aBatchWithARevokedPersonIsSeen() {
    readings.add(reading("access-1", 50, batch(60, 0, 3, 0b11), batch(70, 10, 4, 0b11)));

    onlyViolation().startsWith("shown: node-a gave a batch of size 4");
  }

  @Test
  void aBatchWithAPersonUnderADenialIsSeen() {
    lines.add(line(6, new Fact.Denied("bob", "c4")));
    readings.add(reading("access-1", 150, batch(160, 0, 7, 0b10)));

    onlyViolation().startsWith("shown: node-a gave a batch of size 7");
  }

  @Test
  void aNewGrantInARunningStreamIsSeen() {
    readings.add(
        reading("access-1", 50, batch(60, 0, 3, 1), batch(115, 10, 4, 0), batch(130, 20, 5, 1)));

    onlyViolation().startsWith("shown: a stream of node-a took a person in again");
  }

  @Test
  void aBatchThatIsHandedOverAfterTheAcknowledgementIsSeen() {
    readings.add(
        reading("access-1", 50, batch(60, 0, 3, 0b11), batch(120, 10 + SLACK + 1, 3, 0b11)));

    onlyViolation().startsWith("late: node-a gave a batch with a person, 101 bytes after entry 3");
  }

  @Test
  void anAnswerWithoutARecordIsSeen() {
    readings.add(reading("access-3", 5, batch(7, 0, 3, 0)));

    onlyViolation().isEqualTo("unrecorded: an answer of node-a is not on the ledger");
  }
}
