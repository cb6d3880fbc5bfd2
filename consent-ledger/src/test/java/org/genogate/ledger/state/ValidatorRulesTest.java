package org.genogate.ledger.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.genogate.ledger.state.Judged.assertBroken;
import static org.genogate.ledger.state.Judged.assertSound;

import java.util.List;
import org.genogate.ledger.checkpoint.VerifierKey;
import org.genogate.ledger.event.Endorsements;
import org.genogate.ledger.event.Entry;
import org.genogate.ledger.event.Event.SealRefused;
import org.genogate.ledger.event.SealRefusalCode;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.key.MlDsaSigningKey;
import org.genogate.ledger.key.SigningKey;
import org.junit.jupiter.api.Test;

/// Which sets of validators and policies there can be, and what a validator says of a seal.
class ValidatorRulesTest {

  private final TestLog log = new TestLog(3);
  private final Member a = Member.of(log, "a");
  private final Member b = Member.of(log, "b");
  private final Member c = Member.of(log, "c");
  private final List<Member> three = List.of(a, b, c);

  @Test
  void genesisOfThreeIsSound() {
    assertSound(log, genesis(Member.policy(log, 2, three), three));
    assertSound(log, genesis(Member.policy(log, 3, three), three));
  }

  @Test
  void epochOfTheGenesisIsZero() {
    log.beginWith(2, three, Endorsements.none());

    assertThat(log.fold.epoch())
        .isEqualTo(
            new Epoch(
                0, Member.validators(three), Member.policy(log, 2, three), Endorsements.none()));
  }

  @Test
  void policyIsReadable() {
    assertBroken(log, genesis("quorum perhaps\n", three), "cannot be read");
  }

  @Test
  void policyNamesThisLogWithItsKey() {
    var policy = Member.policy(log, 2, three);
    var otherKey = verifier(TestLog.ORIGIN, log.newKey());
    var otherName = verifier("another.example.org", log.logKey);

    for (var other : List.of(otherKey, otherName)) {
      assertBroken(
          log,
          genesis(policy.replace(log.logVerifier().toString(), other.toString()), three),
          "names this log");
      assertBroken(log, genesis("log " + other + "\n" + policy, three), "names this log");
      assertBroken(log, genesis(policy + "log " + other + "\n", three), "names this log");
    }
  }

  @Test
  void witnessesAreTheValidators() {
    assertBroken(
        log, genesis(Member.policy(log, 2, List.of(a, b)), three), "no witness of the policy");
    assertBroken(log, genesis(Member.policy(log, 2, three), List.of(a, b)), "who is no validator");
  }

  @Test
  void anyTwoQuorumsShareAValidator() {
    assertBroken(log, genesis(Member.policy(log, 1, three), three), "any two quorums");
  }

  @Test
  void noQuorumIsForNobodyAlone() {
    var none = Member.policy(log, 0, three);

    assertBroken(log, genesis(none, three), "no quorum exactly if");
    assertSound(log, genesis(log.policyOfNobody(), List.of()));
  }

  @Test
  void moreValidatorsThanCanBeComparedAreRefused() {
    var names = new String[Handover.MOST_COMPARED + 1];
    for (int i = 0; i < names.length; i++) {
      names[i] = "v" + i;
    }
    var many = Member.several(log, names);
    var most = many.subList(0, Handover.MOST_COMPARED);

    assertBroken(log, genesis(Member.policy(log, 12, many), many), "at most 16");
    assertSound(log, genesis(Member.policy(log, 12, most), most));
  }

  @Test
  void eachValidatorHasANameAndKeysOfTheirOwn() {
    var policy = Member.policy(log, 2, three);
    var wrapped = new Member(c.name(), c.node(), c.cosigner(), a.wrapping());

    assertBroken(log, genesis(policy, List.of(a, b, c, c)), "of their own");
    assertBroken(log, genesis(policy, List.of(a, b, c.withNode(a.node()))), "of their own");
    assertBroken(log, genesis(policy, List.of(a, b, wrapped)), "of their own");
  }

  @Test
  void cosignersKeyIsUsedForNothingElse() {
    for (var other :
        List.of(
            List.of(a, b, c.withCosigner(a.node())), List.of(a, b, c.withCosigner(log.logKey)))) {
      assertBroken(log, genesis(Member.policy(log, 2, other), other), "nothing else");
    }
  }

  @Test
  void cosignerHasTheNameThatTheLogGives() {
    var other = new VerifierKey("c", VerifierKey.Kind.COSIGNER, c.cosigner().publicKey());
    var policy = Member.policy(log, 2, three).replace(c.cosignerKey().toString(), other.toString());

    assertBroken(log, genesis(policy, three), "the name that the log gives");
  }

  @Test
  void secondKeyIsNamedAndCountsForNothing() {
    var second =
        "witness a.pq "
            + new VerifierKey(
                TestLog.ORIGIN + "/validator/a",
                VerifierKey.Kind.PQ_COSIGNER,
                MlDsaSigningKey.ofSeed(new byte[32]).publicKey());
    var policy = Member.policy(log, 2, three).replace("group final", second + "\ngroup final");

    assertSound(log, genesis(policy, three));
    assertBroken(
        log,
        genesis(policy.replace("final 2 a b c", "final 3 a b c a.pq"), three),
        "first keys alone");
    assertBroken(log, genesis(policy.replace("a.pq", "d.pq"), three), "who is no validator");
  }

  @Test
  void secondKeyIsOfAnotherKind() {
    var text = "witness a.pq " + verifier(a.cosignerKey().name(), log.newKey(), a);
    var policy = Member.policy(log, 2, three).replace("group final", text + "\ngroup final");

    assertBroken(log, genesis(policy, three), "their second an ML-DSA one");
  }

  @Test
  void validatorIsNotNamedLikeASecondKey() {
    var members = List.of(a, b, Member.of(log, "a.pq"));

    assertBroken(log, genesis(Member.policy(log, 2, members), members), "second key");
  }

  @Test
  void refusalOfASealIsSignedByTheValidatorsNode() {
    log.beginWith(2, three, Endorsements.none());
    var refusal = refusal(a.name(), 0);

    assertSound(log, log.signed(refusal, a.node()));
    assertBroken(log, log.signed(refusal, b.node()), "by the node");
    assertBroken(log, log.signed(refusal, a.cosigner()), "by the node");
    assertBroken(log, Entry.unsigned(refusal), "exactly one signature");
    assertBroken(log, Entry.unsigned(refusal).signedBy("elsewhere", a.node()), "does not hold");
  }

  @Test
  void refusalIsAValidatorsAndOfWhatIsThere() {
    log.beginWith(2, three, Endorsements.none());

    assertBroken(log, log.signed(refusal(new ValidatorName("d"), 0), a.node()), "no validator");
    assertBroken(log, log.signed(refusal(a.name(), 1), a.node()), "yet to come");
  }

  private SealRefused refusal(ValidatorName by, long index) {
    return new SealRefused(log.id(), by, index, SealRefusalCode.BROKEN_RULE, TestLog.BEGIN);
  }

  private static VerifierKey verifier(String name, SigningKey key) {
    return new VerifierKey(name, VerifierKey.Kind.LOG, key.publicKey());
  }

  private static VerifierKey verifier(String name, SigningKey key, Member of) {
    return new VerifierKey(name, of.cosignerKey().kind(), key.publicKey());
  }

  private Entry genesis(String policy, List<Member> members) {
    return log.signed(log.genesisOf(policy, members, Endorsements.none()), log.operator);
  }
}
