package org.genogate.cluster.finality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.genogate.cluster.finality.FinalityCluster.LOG;
import static org.genogate.cluster.finality.FinalityCluster.NEVER;
import static org.genogate.cluster.finality.FinalityCluster.checkpoint;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.genogate.cluster.finality.FinalityCluster.Node;
import org.genogate.cluster.finality.FinalityCluster.Report;
import org.genogate.cluster.link.Link;
import org.genogate.cluster.simulation.SimulatedMachine;
import org.genogate.cluster.simulation.SimulatedNetwork.Wire;
import org.genogate.ledger.checkpoint.SignedNote;
import org.junit.jupiter.api.Test;

class CosigningTest {

  private static final Instant BIRTH = SimulatedMachine.BIRTH;

  /// A seal is judged and its lines are exchanged.
  private static final Duration SOON = Duration.ofMillis(200);

  private final FinalityCluster cluster = new FinalityCluster(1, 2);
  private final Node a = cluster.node(0);
  private final Node b = cluster.node(1);
  private final Node c = cluster.node(2);

  private void sealAndRun(long size) {
    cluster.seal(size);
    cluster.run(SOON);
  }

  @Test
  void everybodyPublishesWithTheQuorum() {
    sealAndRun(10);
    sealAndRun(20);

    assertThat(cluster.nodes)
        .allSatisfy(node -> assertThat(node.publishedSizes()).containsExactly(10L, 20L));
  }

  @Test
  void nobodyPublishesWithoutTheQuorum() {
    cluster.network.isolate(a.name());
    cluster.network.isolate(b.name());
    sealAndRun(10);
    cluster.run(Duration.ofSeconds(30));

    assertThat(cluster.nodes).allSatisfy(node -> assertThat(node.published).isEmpty());
    assertThat(a.cosigning().newestFinal()).isEmpty();
    assertThat(a.cosigning().status().sealLag()).isGreaterThan(Duration.ofSeconds(28));
  }

  @Test
  void linesThatWereLostAreSentAgain() {
    cluster.network.isolate(a.name());
    sealAndRun(10);
    cluster.network.rejoin(a.name());

    cluster.run(Cosigning.RESEND.plus(SOON));

    assertThat(a.publishedSizes()).containsExactly(10L);
  }

  @Test
  void linesComeThroughOthersWhereALinkIsCut() {
    var all = new FinalityCluster(1, 3);
    var wires =
        List.of(
            new Wire(all.node(0).name(), all.node(2).name(), Link.Channel.FINALITY),
            new Wire(all.node(2).name(), all.node(0).name(), Link.Channel.FINALITY));
    wires.forEach(all.network::cut);

    all.seal(10);
    all.run(Cosigning.RESEND.multipliedBy(3));

    assertThat(all.node(0).publishedSizes()).containsExactly(10L);
    assertThat(all.node(2).publishedSizes()).containsExactly(10L);
  }

  @Test
  void linesThatCameBeforeTheCheckpointCountOnceItIsJudged() {
    c.machine.pause();
    sealAndRun(10);
    a.crash();
    b.crash();

    c.machine.resume();
    cluster.run(SOON);

    assertThat(c.publishedSizes()).containsExactly(10L);
  }

  @Test
  void lateLineIsAddedAndNotPublishedAgain() {
    c.machine.pause();
    sealAndRun(10);
    assertThat(a.published).hasSize(1);
    int before = a.cosigning().newestFinal().orElseThrow().lines().size();

    c.machine.resume();
    cluster.run(SOON);

    assertThat(a.published).hasSize(1);
    assertThat(a.cosigning().newestFinal().orElseThrow().lines()).hasSize(before + 2);
  }

  @Test
  void smallerCheckpointIsNotPublishedAfterALargerOne() {
    var all = List.of(a, b, c);
    all.forEach(node -> cluster.network.isolate(node.name()));
    sealAndRun(10);
    sealAndRun(20);
    all.forEach(node -> cluster.network.rejoin(node.name()));

    cluster.run(Cosigning.RESEND.plus(SOON));
    b.send(a, cosigned(c, 10, 0));
    cluster.run(SOON);

    assertThat(a.publishedSizes()).containsExactly(20L);
  }

  private static SignedNote cosigned(Node by, long size, int second) {
    return checkpoint(NEVER, size)
        .sign(LOG)
        .cosign(by.keyName(), by.key, BIRTH.plusSeconds(second));
  }

  /// `a` holds the checkpoint, has not cosigned it, and hears nobody but whom a test lets speak.
  private void holdWithoutCosigning(long size) {
    a.cosigning().refused(3, "a test");
    b.silence();
    c.silence();
    cluster.seal(size);
    cluster.run(SOON);
  }

  @Test
  void twoLinesOfOneValidatorAreNoQuorum() {
    holdWithoutCosigning(10);
    var twice =
        cosigned(b, 10, 5)
            .cosign(b.keyName(), b.key, BIRTH.plusSeconds(6))
            .cosign(b.keyName(), b.second, BIRTH.plusSeconds(6));

    b.send(a, twice);
    c.send(a, cosigned(b, 10, 7));
    cluster.run(SOON);
    assertThat(a.published).isEmpty();
    c.send(a, cosigned(c, 10, 7));
    cluster.run(SOON);

    assertThat(a.publishedSizes()).containsExactly(10L);
  }

  @Test
  void wrongLineOfAKnownKeyIsDroppedAndCountedAndSpoilsNoOther() {
    holdWithoutCosigning(10);
    var good = cosigned(b, 10, 5);
    var lines = new ArrayList<SignedNote.Line>(good.lines());
    lines.add(broken(cosigned(c, 10, 5).lines().getLast()));

    b.send(a, new SignedNote(good.text(), lines));
    cluster.run(SOON);
    assertThat(a.published).isEmpty();
    c.send(a, cosigned(c, 10, 5));
    cluster.run(Cosigning.RESEND.plus(SOON));

    assertThat(a.publishedSizes()).containsExactly(10L);
    assertThat(a.cosigning().status().validators())
        .hasEntrySatisfying(b.name(), validator -> assertThat(validator.wrongLines()).isEqualTo(1));
  }

  private static SignedNote.Line broken(SignedNote.Line line) {
    byte[] bytes = Base64.getDecoder().decode(line.base64());
    bytes[bytes.length - 1] ^= 1;
    return new SignedNote.Line(line.name(), Base64.getEncoder().encodeToString(bytes));
  }

  @Test
  void linesOfStrangersAreIgnored() {
    holdWithoutCosigning(10);
    var stranger = FinalityCluster.key(99);

    b.send(a, cosigned(b, 10, 5).cosign(c.keyName(), stranger, BIRTH));
    c.send(a, cosigned(b, 10, 5).cosign("stranger", stranger, BIRTH));
    cluster.run(Cosigning.RESEND.plus(SOON));

    assertThat(a.published).isEmpty();
    assertThat(a.cosigning().status().validators().values())
        .allMatch(validator -> validator.wrongLines() == 0);
  }

  @Test
  void whatAPeerMakesUpIsDroppedAndCounted() {
    sealAndRun(10);
    var unsigned = new SignedNote(checkpoint(NEVER, 10).toText(), cosigned(b, 10, 1).lines());
    byte[][] lies = {
      {},
      {1},
      {1, 9},
      {2, 2},
      {1, 2, 3},
      {1, 1},
      {1, 1, 'x'},
      new byte[1 << 20],
      new FinalityMessage.Cosigned(checkpoint(5, 9).sign(FinalityCluster.key(3))).toBytes(),
      new FinalityMessage.Cosigned(new SignedNote(unsigned.text(), unsigned.lines().subList(1, 2)))
          .toBytes()
    };

    for (byte[] lie : lies) {
      b.send(a, lie);
    }
    cluster.run(Cosigning.RESEND.plus(SOON));

    assertThat(a.cosigning().status().dropped()).isEqualTo(lies.length);
    assertThat(a.reports).isEmpty();
  }

  @Test
  void anotherRootAtOneSizeIsEvidence() {
    sealAndRun(10);

    b.send(a, checkpoint(5, 10).sign(LOG));
    cluster.run(SOON);
    c.send(a, checkpoint(5, 10).sign(LOG));
    cluster.run(SOON);

    assertThat(a.reports).containsExactly(new Report("equivocated", b.name(), 10, 10));
  }

  @Test
  void checkpointBetweenSealsThatIsNoStateOfTheLogIsEvidence() {
    sealAndRun(10);
    sealAndRun(20);

    b.send(a, checkpoint(5, 13).sign(LOG));
    b.send(a, checkpoint(NEVER, 14).sign(LOG));
    cluster.run(SOON);

    assertThat(a.reports).containsExactly(new Report("equivocated", b.name(), 20, 13));
  }

  @Test
  void checkpointThatIsAheadIsHeldAgainstTheLogOnceItIsThere() {
    sealAndRun(10);
    b.send(a, checkpoint(5, 20).sign(LOG));
    cluster.run(SOON);
    assertThat(a.reports).isEmpty();

    sealAndRun(20);

    assertThat(a.reports).containsExactly(new Report("equivocated", b.name(), 20, 20));
  }

  @Test
  void linesUnderAContradictionDoNotCount() {
    holdWithoutCosigning(10);
    var fork = checkpoint(5, 10).sign(LOG);

    b.send(a, fork.cosign(b.keyName(), b.key, BIRTH).cosign(c.keyName(), c.key, BIRTH));
    cluster.run(SOON);

    assertThat(a.published).isEmpty();
  }

  @Test
  void validatorThatCosignsLessThanBeforeIsReported() {
    sealAndRun(10);
    sealAndRun(20);
    assertThat(a.reports).isEmpty();

    c.send(a, cosigned(b, 10, 60));
    cluster.run(SOON);

    assertThat(a.reports).containsExactly(new Report("rolled back", b.name(), 20, 10));
  }

  @Test
  void oldCosignaturesComingLateAreNoRollback() {
    sealAndRun(10);
    cluster.run(Duration.ofSeconds(3));
    sealAndRun(20);

    c.send(a, cosigned(b, 10, 0));
    cluster.run(SOON);

    assertThat(a.reports).isEmpty();
  }

  @Test
  void sealFarFromTheWallClockIsNotCosignedButPublishedWithOthers() {
    a.machine.setWall(Duration.ofMillis(-7_500));

    sealAndRun(10);

    assertThat(a.reports).containsExactly(new Report("untimely", a.name(), 10, 7));
    assertThat(a.publishedSizes()).containsExactly(10L);
    assertThat(names(a.published.getFirst())).doesNotContain(a.keyName());
  }

  private static List<String> names(SignedNote note) {
    return note.lines().stream().map(SignedNote.Line::name).toList();
  }

  @Test
  void nodeThatFoundABrokenRuleCosignsNothingUntilItIsStartedAgain() {
    a.cosigning().refused(7, "a broken rule");
    a.cosigning().refused(8, "another");

    sealAndRun(10);

    assertThat(a.reports).containsExactly(new Report("refused", a.name(), 7, 0));
    assertThat(a.publishedSizes()).containsExactly(10L);
    assertThat(names(a.cosigning().newestFinal().orElseThrow())).doesNotContain(a.keyName());
    a.crash();
    a.boot();
    cluster.run(SOON);
    assertThat(names(b.cosigning().newestFinal().orElseThrow())).contains(a.keyName());
  }

  @Test
  void anotherRootThanTheOneCosignedIsRefusedAfterARestart() {
    sealAndRun(10);
    a.crash();
    a.setFork(5);
    a.boot();
    cluster.run(SOON);

    assertThat(a.reports).contains(new Report("refused", a.name(), 10, 0));
  }

  @Test
  void logThatDoesNotGrowFromWhatWasCosignedIsRefused() {
    sealAndRun(10);
    a.crash();
    for (long size = 20; size <= 60; size += 10) {
      cluster.seal(size);
    }
    a.setFork(5);
    a.boot();
    cluster.run(SOON);

    assertThat(a.reports).contains(new Report("refused", a.name(), 40, 0));
  }

  @Test
  void nodeThatCannotRememberDoesNotCosign() {
    a.setFault(3);

    sealAndRun(10);
    sealAndRun(20);

    assertThat(a.reports).containsExactly(new Report("refused", a.name(), 10, 0));
    assertThat(names(b.cosigning().newestFinal().orElseThrow())).doesNotContain(a.keyName());
  }

  @Test
  void statusTellsWhoLagsBehind() {
    sealAndRun(10);
    c.machine.pause();
    sealAndRun(25);
    cluster.run(Cosigning.RESEND);

    var status = a.cosigning().status();

    assertThat(status.sealed()).isEqualTo(25);
    assertThat(status.finalSize()).isEqualTo(25);
    assertThat(status.validators()).containsOnlyKeys(a.name(), b.name(), c.name());
    assertThat(status.validators())
        .containsEntry(c.name(), new FinalityStatus.Validator(10, 15, 0));
  }
}
