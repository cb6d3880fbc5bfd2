package org.genogate.ledger.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.genogate.ledger.state.Judged.assertBroken;
import static org.genogate.ledger.state.Judged.assertSound;
import static org.genogate.ledger.state.TestLog.signedBy;

import java.util.List;
import org.genogate.ledger.event.Endorsements;
import org.genogate.ledger.event.Entry;
import org.genogate.ledger.event.Event.BlockSealed;
import org.genogate.ledger.event.Event.PolicyChanged;
import org.genogate.ledger.merkle.Hash;
import org.junit.jupiter.api.Test;

/// Any two of three keep the log, until it is changed who does.
class PolicyChangeTest {

  private final TestLog log = new TestLog(4);
  private final Member a = Member.of(log, "a");
  private final Member b = Member.of(log, "b");
  private final Member c = Member.of(log, "c");
  private final Member d = Member.of(log, "d");
  private final List<Member> three = List.of(a, b, c);
  private final List<Member> four = List.of(a, b, c, d);

  PolicyChangeTest() {
    log.beginWith(2, three, Endorsements.none());
  }

  @Test
  void quorumAndTheNewMemberChangeThePolicy() {
    var change = signedBy(log.policyChange(1, 3, four), a, b, d);

    log.add(change);

    assertThat(log.fold.epoch().number()).isEqualTo(1);
    assertThat(log.fold.epoch().validators()).isEqualTo(Member.validators(four));
    assertThat(log.fold.epochs()).extracting(Epoch::number).containsExactly(0, 1);
  }

  @Test
  void lessThanAQuorumOfTheOldChangesNothing() {
    var change = log.policyChange(1, 3, four);

    assertBroken(log, signedBy(change, a, d), "by a quorum");
    assertBroken(log, signedBy(change, d), "by a quorum");
    assertBroken(log, change, "by a quorum");
  }

  @Test
  void quorumIsThatOfThePolicyThatEnds() {
    log.add(signedBy(log.policyChange(1, 3, four), a, b, d));
    var back = log.policyChange(2, 2, three);

    assertBroken(log, signedBy(back, a, b), "by a quorum");
    assertSound(log, signedBy(back, a, b, d));
  }

  @Test
  void newMemberSignsThatTheyAre() {
    var change = log.policyChange(1, 3, four);

    assertBroken(log, signedBy(change, a, b, c), "signs that they are");
    assertSound(log, signedBy(change, a, b, c, d));
  }

  @Test
  void memberWithAnotherNodeKeySignsWithIt() {
    var moved = c.withNode(log.newKey());
    var change = log.policyChange(1, 2, List.of(a, b, moved));

    assertBroken(log, signedBy(change, a, b), "signs that they are");
    assertBroken(log, signedBy(change, a, b, c), "signs that they are");
    assertSound(log, signedBy(change, a, b, moved));
    assertSound(log, signedBy(change, a, c, moved));
    assertBroken(log, signedBy(change, a, moved), "by a quorum");
  }

  @Test
  void memberWithAnotherCosignersKeySignsForIt() {
    var members = List.of(a, b, c.withCosigner(log.newKey()));
    var change = log.policyChange(1, 3, members);

    assertBroken(log, signedBy(change, a, b), "signs that they are");
    assertSound(log, signedBy(change, a, b, c));
  }

  @Test
  void whoHasNoSaySignsNothing() {
    var change = signedBy(log.policyChange(1, 3, four), a, b, d);

    assertBroken(log, change.signedBy(TestLog.ORIGIN, log.operator), "no say");
    assertBroken(log, signedBy(change, Member.of(log, "e")), "no say");
    assertBroken(log, change.signedBy(TestLog.ORIGIN, a.cosigner()), "no say");
  }

  @Test
  void everySignatureHolds() {
    var change = signedBy(log.policyChange(1, 3, four), a, b);

    assertBroken(log, change.signedBy("elsewhere", d.node()), "does not hold");
  }

  @Test
  void epochsFollowWithoutAGap() {
    for (int epoch : new int[] {2, 3}) {
      assertBroken(log, signedBy(log.policyChange(epoch, 3, four), a, b, d), "does not follow");
    }
    log.add(signedBy(log.policyChange(1, 3, four), a, b, d));
    assertBroken(log, signedBy(log.policyChange(1, 2, three), a, b, c, d), "does not follow");
  }

  @Test
  void newQuorumsIntersect() {
    assertBroken(log, signedBy(log.policyChange(1, 2, four), a, b, c, d), "any two quorums");
  }

  @Test
  void validatorIsReplacedInTwoSteps() {
    var last = List.of(a, b, d);

    assertBroken(
        log, signedBy(log.policyChange(1, 2, last), a, b, c, d), "every quorum of the old one");
    log.add(signedBy(log.policyChange(1, 2, List.of(a, b)), a, b));
    log.add(signedBy(log.policyChange(2, 2, last), a, b, d));
  }

  @Test
  void validatorsWhoAreAllNewTakeNothingOver() {
    var others = Member.several(log, "x", "y", "z");
    var change = signedBy(log.policyChange(1, 2, others), a, b, c);

    assertBroken(
        log, signedBy(change, others.toArray(Member[]::new)), "every quorum of the old one");
  }

  @Test
  void logWithValidatorsKeepsSome() {
    var change = log.policyChange(1, log.policyOfNobody(), List.of());

    assertBroken(log, signedBy(change, a, b, c), "keeps some");
  }

  @Test
  void policyOfAChangeIsJudgedLikeThatOfTheGenesis() {
    var policy = Member.policy(log, 2, List.of(a, b));

    assertBroken(log, signedBy(log.policyChange(1, policy, three), a, b), "no witness");
  }

  @Test
  void sealAfterAChangeSaysTheNewEpoch() {
    log.add(signedBy(log.policyChange(1, 3, four), a, b, d));

    assertBroken(log, seal(0), "another validator epoch");
    assertSound(log, seal(1));
  }

  @Test
  void nodeAloneIsJoinedByItsOperatorsWill() {
    var alone = TestLog.begun(5);
    var members = Member.several(alone, "p", "q", "r");
    var change = signedBy(alone.policyChange(1, 2, members), members.toArray(Member[]::new));

    assertBroken(alone, change, "by its operator");
    assertBroken(alone, change.signedBy(TestLog.ORIGIN, alone.custodian), "no say");
    assertBroken(
        alone,
        signedBy(alone.policyChange(1, 2, members), members.getFirst())
            .signedBy(TestLog.ORIGIN, alone.operator),
        "signs that they are");
    alone.add(change.signedBy(TestLog.ORIGIN, alone.operator));
    assertThat(alone.fold.epoch().validators()).isEqualTo(Member.validators(members));
  }

  @Test
  void changeSentTwiceIsOne() {
    var change = signedBy(log.policyChange(1, 3, four), a, b, d);
    var leaf = log.add(change);

    assertThat(log.fold.check(change)).isEqualTo(new Verdict.Seen(1, leaf));
    var otherSigners = Entry.unsigned((PolicyChanged) change.event());
    assertThat(log.fold.check(signedBy(otherSigners, b, c, d)))
        .isEqualTo(new Verdict.Seen(1, leaf));
  }

  @Test
  void changeSurvivesASnapshotAndCanBeTakenBack() throws Exception {
    var before = log.fold.snapshot();
    log.add(signedBy(log.policyChange(1, 3, four), a, b, d));

    assertThat(PublicFold.restore(log.fold.snapshot()).epochs()).isEqualTo(log.fold.epochs());
    log.fold.rewind(1);
    assertThat(log.fold.snapshot()).isEqualTo(before);
    assertThat(log.fold.epoch().number()).isZero();
  }

  private Entry seal(int epoch) {
    return Entry.unsigned(
        new BlockSealed(epoch, 0, Hash.zero(), 0, log.fold.stateRoot(), TestLog.BEGIN));
  }
}
