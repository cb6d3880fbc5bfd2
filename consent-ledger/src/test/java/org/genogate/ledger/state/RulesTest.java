package org.genogate.ledger.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.genogate.ledger.state.TestLog.ORIGIN;

import java.util.List;
import org.genogate.ledger.event.AccessId;
import org.genogate.ledger.event.Asked;
import org.genogate.ledger.event.Attestation;
import org.genogate.ledger.event.ConsentId;
import org.genogate.ledger.event.DatasetTag;
import org.genogate.ledger.event.Entry;
import org.genogate.ledger.event.Event;
import org.genogate.ledger.event.Event.AccessClosed;
import org.genogate.ledger.event.Event.AccessRefused;
import org.genogate.ledger.event.Event.BlockSealed;
import org.genogate.ledger.event.Event.ConsentGranted;
import org.genogate.ledger.event.Event.ConsentRevoked.Scope;
import org.genogate.ledger.event.Event.DatasetPublished;
import org.genogate.ledger.event.Event.Genesis;
import org.genogate.ledger.event.Event.KeyEnrolled;
import org.genogate.ledger.event.Event.KeyRetired;
import org.genogate.ledger.event.HolderTag;
import org.genogate.ledger.event.KeyRole;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.event.RefusalCode;
import org.genogate.ledger.event.RequesterTag;
import org.genogate.ledger.key.SigningKey;
import org.genogate.ledger.merkle.Hash;
import org.junit.jupiter.api.Test;

/// The ledger's law, rule by rule: what each refuses, and the nearest thing that it allows.
class RulesTest {

  private final TestLog log = TestLog.begun(1);
  private final PersonTag person = log.person();

  // Genesis.

  @Test
  void firstEntryIsTheGenesis() {
    var fresh = new TestLog(2);

    assertBroken(fresh, fresh.signed(fresh.grant(person, Asked.AT_DESK)), "genesis");
    assertSound(fresh, fresh.genesis().signedBy(ORIGIN, fresh.operator));
  }

  @Test
  void thereIsNoSecondGenesis() {
    var again = log.genesisOf(ORIGIN, List.of(log.firstKeys().getFirst()));

    assertBroken(log.signed(again, log.operator), "genesis");
  }

  @Test
  void genesisOfAnotherLogIsRefused() {
    var fresh = new TestLog(2);
    var other = fresh.genesisOf("another.example.org", fresh.firstKeys());

    assertBroken(fresh, fresh.signed(other, fresh.operator), "another log");
  }

  @Test
  void genesisIsSignedByAnOperatorItNames() {
    var fresh = new TestLog(2);

    assertBroken(fresh, fresh.genesis(), "exactly one signature");
    assertBroken(fresh, fresh.genesis().signedBy(ORIGIN, fresh.custodian), "operator");
    assertBroken(fresh, fresh.genesis().signedBy(ORIGIN, fresh.newKey()), "operator");
  }

  @Test
  void genesisNamesNoPersonsKey() {
    var fresh = new TestLog(2);
    var keys =
        List.of(
            fresh.firstKeys().getFirst(),
            fresh.personKey(fresh.newKey(), person, Attestation.GENESIS));

    assertBroken(fresh, fresh.signed(fresh.genesisOf(ORIGIN, keys), fresh.operator), "person");
  }

  @Test
  void genesisNamesAKeyOnceAndAsItsOwn() {
    var fresh = new TestLog(2);
    var operator = fresh.firstKeys().getFirst();
    var twice = List.of(operator, fresh.firstKeys().getFirst());
    var attested =
        fresh.enrolled(
            fresh.newKey(), KeyRole.LOG, HolderTag.random(fresh.random), Attestation.AT_DESK);

    assertBroken(fresh, fresh.signed(fresh.genesisOf(ORIGIN, twice), fresh.operator), "twice");
    assertBroken(
        fresh,
        fresh.signed(fresh.genesisOf(ORIGIN, List.of(operator, attested)), fresh.operator),
        "attested");
  }

  @Test
  void genesisGivesEachOfItsEventsAnIdOfItsOwn() {
    var fresh = new TestLog(2);
    var operator = fresh.firstKeys().getFirst();
    var custodian = fresh.firstKeys().getLast();
    var sameId =
        new KeyEnrolled(
            operator.id(),
            custodian.key(),
            custodian.role(),
            custodian.holder(),
            custodian.attestation());

    var genesis = fresh.genesisOf(ORIGIN, List.of(operator, sameId));

    assertBroken(fresh, fresh.signed(genesis, fresh.operator), "one event id");
  }

  // Signatures.

  @Test
  void unknownKeySignsNothing() {
    assertBroken(log.signed(log.grant(person, Asked.AT_DESK), log.newKey()), "may not sign");
  }

  @Test
  void retiredKeySignsNothing() {
    var key = log.giveKeyTo(person);
    log.add(log.signed(new KeyRetired(log.id(), key.publicKey().id()), key));

    assertBroken(log.signed(log.grant(person, Asked.OWN_KEY), key), "may not sign");
    assertBroken(
        log.signed(log.revocation(person, new Scope.EveryGrant(), Hash.zero(), Asked.OWN_KEY), key),
        "may not sign");
  }

  @Test
  void signatureMadeForAnotherLogIsRefused() {
    var entry =
        Entry.unsigned(log.grant(person, Asked.AT_DESK)).signedBy("elsewhere", log.custodian);

    assertBroken(entry, "does not hold");
  }

  @Test
  void signatureOfAnotherEventIsRefused() {
    var signature = log.signed(log.grant(person, Asked.AT_DESK)).signatures();

    assertBroken(new Entry(log.grant(person, Asked.AT_DESK), signature), "does not hold");
  }

  @Test
  void signedEventHasExactlyOneSignature() {
    var event = log.grant(person, Asked.AT_DESK);

    assertBroken(Entry.unsigned(event), "exactly one");
    assertBroken(log.signed(event).signedBy(ORIGIN, log.operator), "exactly one");
    assertSound(log.signed(event));
  }

  @Test
  void whatTheSealSignsHasNoSignatureOfItsOwn() {
    var dataset = DatasetTag.random(log.random);
    log.add(log.signed(log.publication(dataset, 1)));
    var open = AccessId.random(log.random);
    log.add(Entry.unsigned(log.opening(open, dataset, 1, 1)));
    var requester = RequesterTag.random(log.random);

    for (Event event :
        List.of(
            log.opening(AccessId.random(log.random), dataset, 1, 1),
            new AccessClosed(open, log.hash()),
            new AccessRefused(requester, dataset, RefusalCode.NOT_CONSENTED, 1, log.id()),
            new BlockSealed(0, 0, Hash.zero(), 0, log.fold.stateRoot(), TestLog.BEGIN))) {
      assertBroken(log.signed(event), "the seal signs");
      assertSound(Entry.unsigned(event));
    }
  }

  // Replay.

  @Test
  void sameEventTwiceIsOneEvent() {
    log.add(log.signed(log.grant(log.person(), Asked.AT_DESK)));
    var entry = log.signed(log.grant(person, Asked.AT_DESK));
    var leaf = log.add(entry);

    assertThat(log.fold.check(entry)).isEqualTo(new Verdict.Seen(2, leaf));
  }

  @Test
  void replayedGrantDoesNothingAfterARevocation() {
    var entry = log.signed(log.grant(person, Asked.AT_DESK));
    var leaf = log.add(entry);
    log.add(log.signed(revokeAll(Hash.zero())));

    assertThat(log.fold.check(entry)).isEqualTo(new Verdict.Seen(1, leaf));
  }

  @Test
  void eventIdOfAnotherEventIsRefused() {
    var first = log.grant(person, Asked.AT_DESK);
    log.add(log.signed(first));
    var other =
        new ConsentGranted(
            first.id(),
            person,
            ConsentId.random(log.random),
            log.last(person),
            log.hash(),
            Asked.AT_DESK,
            TestLog.BEGIN);

    assertBroken(log.signed(other), "belongs to another event");
  }

  @Test
  void eventIdsWithinTheGenesisAreUsedUp() {
    var genesis = log.entries.getFirst().event();
    var used = ((Genesis) genesis).keys().getFirst().id();

    assertBroken(log.signed(new KeyRetired(used, log.operator.publicKey().id())), "belongs to");
  }

  // Keys.

  @Test
  void custodianEnrollsAKeyAtTheDesk() {
    var key = log.personKey(log.newKey(), person, Attestation.AT_DESK);

    assertBroken(log.signed(key, log.operator), "signed by a custodian");
    assertSound(log.signed(key));
  }

  @Test
  void olderKeyEnrollsForItsOwnHolderAlone() {
    var older = log.giveKeyTo(person);
    var own = log.personKey(log.newKey(), person, Attestation.OLDER_KEY);
    var others = log.personKey(log.newKey(), log.person(), Attestation.OLDER_KEY);

    assertSound(log.signed(own, older));
    assertBroken(log.signed(others, older), "own holder");
  }

  @Test
  void olderKeyEnrollsForItsOwnRoleAlone() {
    var older = log.giveKeyTo(person);
    var custodian =
        log.enrolled(
            log.newKey(), KeyRole.CUSTODIAN, new HolderTag(person.value()), Attestation.OLDER_KEY);

    assertBroken(log.signed(custodian, older), "role");
  }

  @Test
  void keyIsEnrolledOnceEvenAfterItRetired() {
    var key = log.giveKeyTo(person);
    log.add(log.signed(new KeyRetired(log.id(), key.publicKey().id())));

    assertBroken(log.signed(log.personKey(key, person, Attestation.AT_DESK)), "knows already");
  }

  @Test
  void firstKeysAreNamedInTheGenesisAlone() {
    KeyEnrolled late = log.personKey(log.newKey(), person, Attestation.GENESIS);

    assertBroken(log.signed(late), "after the genesis");
  }

  @Test
  void olderKeyDoesNotRetireANewerOne() {
    var older = log.giveKeyTo(person);
    var newer = log.giveKeyTo(person);

    assertBroken(retire(newer, older), "retired by itself");
    assertSound(retire(older, newer));
    assertSound(retire(newer, newer));
    assertSound(retire(newer, log.custodian));
  }

  @Test
  void keyOfAnotherHolderRetiresNothing() {
    var mine = log.giveKeyTo(person);
    var others = log.giveKeyTo(log.person());

    assertBroken(retire(mine, others), "retired by itself");
  }

  @Test
  void keyThatIsNotActiveCannotBeRetired() {
    assertBroken(retire(log.newKey(), log.custodian), "not active");
  }

  // Datasets.

  @Test
  void datasetIsPublishedByACustodian() {
    var event = log.publication(DatasetTag.random(log.random), 1);

    assertBroken(log.signed(event, log.operator), "by a custodian");
    assertSound(log.signed(event));
  }

  @Test
  void datasetVersionsOnlyRise() {
    DatasetPublished first = log.publication(DatasetTag.random(log.random), 3);
    log.add(log.signed(first));

    assertBroken(log.signed(log.publication(first.dataset(), 3)), "not newer");
    assertBroken(log.signed(log.publication(first.dataset(), 2)), "not newer");
    assertSound(log.signed(log.publication(first.dataset(), 4)));
  }

  // Consent.

  @Test
  void grantNamesThePersonsLatestEvent() {
    var delayed = log.signed(log.grant(person, Asked.AT_DESK));
    log.add(log.signed(log.grant(person, Asked.AT_DESK)));

    assertBroken(delayed, "latest event");
    assertSound(log.signed(log.grant(person, Asked.AT_DESK)));
  }

  @Test
  void grantDelayedPastARevocationIsRefused() {
    var delayed = log.signed(log.grant(person, Asked.AT_DESK));
    log.add(log.signed(revokeAll(Hash.zero())));

    assertBroken(delayed, "latest event");
  }

  @Test
  void denialNamesThePersonsLatestEvent() {
    var delayed = log.signed(log.denial(person, Asked.AT_DESK));
    log.add(log.signed(log.denial(person, Asked.AT_DESK)));

    assertBroken(delayed, "latest event");
    assertSound(log.signed(log.denial(person, Asked.AT_DESK)));
  }

  @Test
  void revocationIsAcceptedWhateverItsPredecessor() {
    log.add(log.signed(log.grant(person, Asked.AT_DESK)));

    assertSound(log.signed(revokeAll(log.hash())));
    assertSound(log.signed(revokeAll(Hash.zero())));
  }

  @Test
  void revocationOfWhatNeverStoodIsAccepted() {
    var scope = new Scope.One(ConsentId.random(log.random));

    assertSound(log.signed(log.revocation(person, scope, Hash.zero(), Asked.SIGNED_IN)));
  }

  @Test
  void ownKeyIsThatOfThePersonThemselves() {
    var mine = log.giveKeyTo(person);
    var others = log.giveKeyTo(log.person());

    assertBroken(log.signed(log.grant(person, Asked.OWN_KEY), others), "signed by another");
    assertBroken(log.signed(log.grant(person, Asked.OWN_KEY)), "signed by another");
    assertBroken(
        log.signed(log.revocation(person, new Scope.EveryGrant(), Hash.zero(), Asked.OWN_KEY)),
        "signed by another");
    assertSound(log.signed(log.grant(person, Asked.OWN_KEY), mine));
  }

  @Test
  void keyWithThePersonsTagButAnotherRoleIsNotTheirs() {
    var key = log.newKey();
    log.add(
        log.signed(
            log.enrolled(key, KeyRole.LOG, new HolderTag(person.value()), Attestation.AT_DESK)));

    assertBroken(log.signed(log.grant(person, Asked.OWN_KEY), key), "signed by another");
  }

  @Test
  void whatIsAskedWithoutAKeyIsSignedByACustodian() {
    var key = log.giveKeyTo(log.person());

    for (var asked : List.of(Asked.SIGNED_IN, Asked.AT_DESK)) {
      assertBroken(log.signed(log.grant(person, asked), log.operator), "signed by a custodian");
      assertBroken(log.signed(log.denial(person, asked), key), "signed by a custodian");
      assertSound(log.signed(log.grant(person, asked)));
    }
  }

  @Test
  void custodianGivesNoConsentForAPersonWithAKey() {
    log.giveKeyTo(person);

    assertBroken(log.signed(log.grant(person, Asked.AT_DESK)), "without a key");
    assertBroken(log.signed(log.denial(person, Asked.SIGNED_IN)), "without a key");
  }

  @Test
  void lostKeyNeverKeepsDataOpen() {
    var key = log.giveKeyTo(person);
    log.add(log.signed(log.grant(person, Asked.OWN_KEY), key));

    assertSound(log.signed(revokeAll(Hash.zero())));
  }

  @Test
  void personWhoseOnlyKeyRetiredIsAPersonWithoutAKey() {
    var key = log.giveKeyTo(person);
    log.add(retire(key, key));

    assertSound(log.signed(log.grant(person, Asked.AT_DESK)));
  }

  @Test
  void consentIdIsUsedOnce() {
    var first = log.grant(person, Asked.AT_DESK);
    log.add(log.signed(first));
    var other = log.person();
    var again =
        new ConsentGranted(
            log.id(),
            other,
            first.consent(),
            Hash.zero(),
            log.hash(),
            Asked.AT_DESK,
            TestLog.BEGIN);

    assertBroken(log.signed(again), "used before");
  }

  // Accesses.

  @Test
  void accessIsToAPublishedVersion() {
    var dataset = DatasetTag.random(log.random);
    log.add(log.signed(log.publication(dataset, 1)));
    var access = AccessId.random(log.random);

    assertBroken(Entry.unsigned(log.opening(access, dataset, 2, 1)), "not published");
    assertBroken(
        Entry.unsigned(log.opening(access, DatasetTag.random(log.random), 1, 1)), "not published");
    assertSound(Entry.unsigned(log.opening(access, dataset, 1, 1)));
  }

  @Test
  void accessConsultsNothingYetToCome() {
    var dataset = DatasetTag.random(log.random);
    log.add(log.signed(log.publication(dataset, 1)));
    var access = AccessId.random(log.random);

    assertBroken(Entry.unsigned(log.opening(access, dataset, 1, 3)), "yet to come");
    assertSound(Entry.unsigned(log.opening(access, dataset, 1, 2)));
  }

  @Test
  void accessOpensOnceAndClosesOnce() {
    var dataset = DatasetTag.random(log.random);
    log.add(log.signed(log.publication(dataset, 1)));
    var access = AccessId.random(log.random);
    var closed = Entry.unsigned(new AccessClosed(access, log.hash()));

    assertBroken(closed, "not open");
    log.add(Entry.unsigned(log.opening(access, dataset, 1, 1)));
    assertBroken(Entry.unsigned(log.opening(access, dataset, 1, 1)), "is open");
    log.add(closed);
    assertBroken(Entry.unsigned(new AccessClosed(access, log.hash())), "not open");
    assertThat(log.fold.openAccesses()).isEmpty();
  }

  private Event revokeAll(Hash previous) {
    return log.revocation(person, new Scope.EveryGrant(), previous, Asked.AT_DESK);
  }

  private Entry retire(SigningKey retiring, SigningKey signer) {
    return log.signed(new KeyRetired(log.id(), retiring.publicKey().id()), signer);
  }

  private void assertSound(Entry entry) {
    assertSound(log, entry);
  }

  private void assertBroken(Entry entry, String rule) {
    assertBroken(log, entry, rule);
  }

  private static void assertSound(TestLog log, Entry entry) {
    assertThat(log.fold.check(entry)).isEqualTo(new Verdict.Sound());
  }

  private static void assertBroken(TestLog log, Entry entry, String rule) {
    assertThat(log.fold.check(entry))
        .isInstanceOfSatisfying(
            Verdict.Broken.class, broken -> assertThat(broken.reason()).contains(rule));
  }
}
