package org.genogate.ledger.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.genogate.ledger.state.TestLog.ORIGIN;

import java.util.List;
import org.genogate.ledger.event.Asked;
import org.genogate.ledger.event.ConsentId;
import org.genogate.ledger.event.DestroyedBy;
import org.genogate.ledger.event.Endorsements;
import org.genogate.ledger.event.Entry;
import org.genogate.ledger.event.Event.ConsentGranted;
import org.genogate.ledger.event.Event.ConsentRevoked.Scope;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.merkle.Hash;
import org.junit.jupiter.api.Test;

/// The law about erasures: who orders one, what is over then, and who says that it is done.
class ErasureRulesTest {

  private static final DestroyedBy ALONE = new DestroyedBy.Alone();

  private final TestLog log = TestLog.begun(1);
  private final PersonTag person = log.person();

  // Ordered.

  @Test
  void anErasureIsOrderedByThePersonsKeyOrACustodian() {
    var key = log.giveKeyTo(person);

    assertBroken(log.signed(log.erasure(person, Asked.OWN_KEY)), "own key");
    assertBroken(log.signed(log.erasure(log.person(), Asked.OWN_KEY), key), "own key");
    assertBroken(log.signed(log.erasure(person, Asked.AT_DESK), log.operator), "custodian");
    assertSound(log.signed(log.erasure(person, Asked.OWN_KEY), key));
    // A lost key keeps nobody's data, as it keeps nothing open.
    assertSound(log.signed(log.erasure(person, Asked.AT_DESK)));
  }

  @Test
  void anErasureHasExactlyOneSignature() {
    var entry = log.signed(log.erasure(person, Asked.AT_DESK));

    assertBroken(Entry.unsigned(log.erasure(person, Asked.AT_DESK)), "exactly one");
    assertBroken(entry.signedBy(ORIGIN, log.operator), "exactly one");
  }

  @Test
  void anErasureIsAcceptedOfWhomeverAndAgain() {
    log.add(log.signed(log.erasure(log.person(), Asked.AT_DESK)));
    log.add(log.signed(log.grant(person, Asked.AT_DESK)));
    var first = log.add(log.signed(log.erasure(person, Asked.AT_DESK)));

    log.add(log.signed(log.erasure(person, Asked.AT_DESK)));

    assertThat(log.fold.person(person).erasure()).isEqualTo(new Erasure.Ordered(first, List.of()));
  }

  @Test
  void anErasureEndsEveryGrantAndLeavesDenials() {
    log.add(log.signed(log.grant(person, Asked.AT_DESK)));
    var denial = log.denial(person, Asked.AT_DESK);
    log.add(log.signed(denial));

    log.add(log.signed(log.erasure(person, Asked.AT_DESK)));

    assertThat(log.fold.person(person).standing())
        .extracting(StandingConsent::consent)
        .containsExactly(denial.consent());
  }

  @Test
  void nothingIsGivenAfterAnErasure() {
    log.add(log.signed(log.erasure(person, Asked.AT_DESK)));

    assertBroken(log.signed(log.grant(person, Asked.AT_DESK)), "erasure was ordered");
    assertBroken(log.signed(log.denial(person, Asked.AT_DESK)), "erasure was ordered");
    assertSound(log.signed(log.grant(log.person(), Asked.AT_DESK)));
  }

  @Test
  void aNewKeyOpensNothingAfterAnErasure() {
    log.add(log.signed(log.erasure(person, Asked.AT_DESK)));
    var key = log.giveKeyTo(person);
    var grant =
        new ConsentGranted(
            log.id(),
            person,
            ConsentId.random(log.random),
            log.last(person),
            log.hash(),
            Asked.OWN_KEY,
            TestLog.BEGIN);

    assertBroken(log.signed(grant, key), "erasure was ordered");
  }

  @Test
  void aRevocationIsAcceptedAfterAnErasure() {
    log.add(log.signed(log.erasure(person, Asked.AT_DESK)));

    assertSound(
        log.signed(log.revocation(person, new Scope.EveryGrant(), Hash.zero(), Asked.AT_DESK)));
  }

  // Done.

  @Test
  void aKeyIsDestroyedOnceItIsOrdered() {
    assertBroken(log.signed(log.destroyed(person, ALONE)), "nobody ordered");

    log.add(log.signed(log.erasure(person, Asked.AT_DESK)));

    assertSound(log.signed(log.destroyed(person, ALONE)));
  }

  @Test
  void thatANodeAloneDestroyedAKeyIsSignedByTheCustodian() {
    log.add(log.signed(log.erasure(person, Asked.AT_DESK)));

    assertBroken(Entry.unsigned(log.destroyed(person, ALONE)), "exactly one");
    assertBroken(log.signed(log.destroyed(person, ALONE), log.operator), "by a custodian");
    assertBroken(log.signed(log.destroyed(person, by("hospital-a"))), "no validator");
  }

  @Test
  void aNodeDestroysItsCopyOnce() {
    log.add(log.signed(log.erasure(person, Asked.AT_DESK)));
    log.add(log.signed(log.destroyed(person, ALONE)));

    assertBroken(log.signed(log.destroyed(person, ALONE)), "once");
  }

  @Test
  void eachValidatorSaysForItselfThatItDestroyedAKey() {
    var several = new TestLog(3);
    var members = Member.several(several, "a", "b", "c");
    several.beginWith(2, members, Endorsements.none());
    several.add(several.signed(several.erasure(person, Asked.AT_DESK)));
    var entry = several.signed(several.destroyed(person, by("a")), members.get(0).node());

    assertBroken(several, several.signed(several.destroyed(person, ALONE)), "which of them");
    assertBroken(several, several.signed(several.destroyed(person, by("a"))), "by its node");
    assertBroken(
        several,
        several.signed(several.destroyed(person, by("a")), members.get(1).node()),
        "by its node");
    assertBroken(several, entry.signedBy(ORIGIN, several.custodian), "exactly one");
    assertBroken(
        several, new Entry(several.destroyed(person, by("a")), entry.signatures()), "not hold");
    several.add(entry);
    several.add(several.signed(several.destroyed(person, by("b")), members.get(1).node()));

    assertThat(several.fold.person(person).erasure())
        .isInstanceOfSatisfying(
            Erasure.Ordered.class,
            ordered -> assertThat(ordered.done()).containsExactly(by("a"), by("b")));
  }

  // State.

  @Test
  void theStateRootProvesWhatBecameOfAnErasure() throws Exception {
    log.add(log.signed(log.grant(person, Asked.AT_DESK)));
    var before = log.fold.stateRoot();
    var order = log.add(log.signed(log.erasure(person, Asked.AT_DESK)));
    var ordered = log.fold.stateRoot();
    log.add(log.signed(log.destroyed(person, ALONE)));

    assertThat(List.of(before, ordered, log.fold.stateRoot())).doesNotHaveDuplicates();
    var value = log.fold.person(person).value();
    assertThat(value.erasure()).isEqualTo(new Erasure.Ordered(order, List.of(ALONE)));
    assertThat(log.fold.prove(person).verify(log.fold.stateRoot(), person))
        .isEqualTo(new StateProof.Proved.Present(value));
  }

  @Test
  void aSnapshotKeepsErasures() throws Exception {
    var members = List.of(Member.of(log, "a"));
    log.add(log.signed(log.erasure(person, Asked.AT_DESK)));
    log.add(log.signed(log.destroyed(person, ALONE)));
    log.add(
        TestLog.signedBy(
            log.policyChange(1, 1, members).signedBy(ORIGIN, log.operator), members.getFirst()));
    log.add(log.signed(log.destroyed(person, by("a")), members.getFirst().node()));
    log.add(log.signed(log.erasure(log.person(), Asked.AT_DESK)));

    var restored = PublicFold.restore(log.fold.snapshot());

    assertThat(restored.person(person)).isEqualTo(log.fold.person(person));
    assertThat(restored.snapshot()).isEqualTo(log.fold.snapshot());
  }

  private static DestroyedBy by(String validator) {
    return new DestroyedBy.Validator(new ValidatorName(validator));
  }

  private void assertBroken(Entry entry, String because) {
    assertBroken(log, entry, because);
  }

  private static void assertBroken(TestLog log, Entry entry, String because) {
    Judged.assertBroken(log, entry, because);
  }

  private void assertSound(Entry entry) {
    Judged.assertSound(log, entry);
  }
}
