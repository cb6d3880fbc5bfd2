package org.genogate.ledger.state;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.genogate.ledger.checkpoint.VerifierKey;
import org.genogate.ledger.event.AccessId;
import org.genogate.ledger.event.Asked;
import org.genogate.ledger.event.Attestation;
import org.genogate.ledger.event.Basis;
import org.genogate.ledger.event.CoarsePurpose;
import org.genogate.ledger.event.ConsentId;
import org.genogate.ledger.event.DatasetTag;
import org.genogate.ledger.event.DestroyedBy;
import org.genogate.ledger.event.Endorsements;
import org.genogate.ledger.event.Entry;
import org.genogate.ledger.event.Event;
import org.genogate.ledger.event.EventId;
import org.genogate.ledger.event.HolderTag;
import org.genogate.ledger.event.KeyRole;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.event.RequesterTag;
import org.genogate.ledger.key.SigningKey;
import org.genogate.ledger.merkle.Hash;

/// A log in memory that the fold under test follows: an operator, a custodian, and what each test
/// adds.
final class TestLog {

  static final String ORIGIN = "ledger.example.org/consent";
  static final Instant BEGIN = Instant.parse("2026-11-24T08:00:00Z");

  final Random random;
  final PublicFold fold = PublicFold.empty(ORIGIN);
  final List<Entry> entries = new ArrayList<>();
  final SigningKey operator;
  final SigningKey custodian;
  final SigningKey logKey;

  private final HolderTag operatorTag;
  private final HolderTag custodianTag;

  /// Without an entry.
  TestLog(long seed) {
    random = new Random(seed);
    operator = newKey();
    custodian = newKey();
    operatorTag = HolderTag.random(random);
    custodianTag = HolderTag.random(random);
    logKey = newKey();
  }

  /// With its genesis.
  static TestLog begun(long seed) {
    var log = new TestLog(seed);
    log.add(log.genesis().signedBy(ORIGIN, log.operator));
    return log;
  }

  /// With a genesis of validators, any `wanted` of whom are a quorum.
  TestLog beginWith(int wanted, List<Member> members, Endorsements endorsements) {
    add(signed(genesisOf(Member.policy(this, wanted, members), members, endorsements), operator));
    return this;
  }

  Event.Genesis genesisOf(String policy, List<Member> members, Endorsements endorsements) {
    return new Event.Genesis(
        id(), ORIGIN, policy, firstKeys(), BEGIN, Member.validators(members), endorsements);
  }

  /// Not signed yet.
  Entry policyChange(int epoch, int wanted, List<Member> members) {
    return policyChange(epoch, Member.policy(this, wanted, members), members);
  }

  Entry policyChange(int epoch, String policy, List<Member> members) {
    return Entry.unsigned(
        new Event.PolicyChanged(
            id(), epoch, Member.validators(members), policy, BEGIN, Endorsements.none()));
  }

  /// With the signatures of these members' nodes too.
  static Entry signedBy(Entry entry, Member... members) {
    for (var member : members) {
      entry = entry.signedBy(ORIGIN, member.node());
    }
    return entry;
  }

  Entry genesis() {
    return Entry.unsigned(genesisOf(ORIGIN, firstKeys()));
  }

  Event.Genesis genesisOf(String origin, List<Event.KeyEnrolled> keys) {
    return new Event.Genesis(id(), origin, policyOfNobody(), keys, BEGIN);
  }

  String policyOfNobody() {
    return "log %s\nquorum none\n".formatted(logVerifier());
  }

  VerifierKey logVerifier() {
    return new VerifierKey(ORIGIN, VerifierKey.Kind.LOG, logKey.publicKey());
  }

  List<Event.KeyEnrolled> firstKeys() {
    return List.of(
        enrolled(operator, KeyRole.OPERATOR, operatorTag, Attestation.GENESIS),
        enrolled(logKey, KeyRole.LOG, HolderTag.random(random), Attestation.GENESIS),
        enrolled(custodian, KeyRole.CUSTODIAN, custodianTag, Attestation.GENESIS));
  }

  Event.KeyEnrolled enrolled(
      SigningKey key, KeyRole role, HolderTag holder, Attestation attestation) {
    return new Event.KeyEnrolled(id(), key.publicKey(), role, holder, attestation);
  }

  Event.KeyEnrolled personKey(SigningKey key, PersonTag person, Attestation attestation) {
    return enrolled(key, KeyRole.PERSON, new HolderTag(person.value()), attestation);
  }

  /// Enrolls a key of this person at the desk.
  SigningKey giveKeyTo(PersonTag person) {
    var key = newKey();
    add(signed(personKey(key, person, Attestation.AT_DESK)));
    return key;
  }

  Event.ConsentGranted grant(PersonTag person, Asked asked) {
    return new Event.ConsentGranted(
        id(), person, ConsentId.random(random), last(person), hash(), asked, BEGIN);
  }

  Event.ConsentDenied denial(PersonTag person, Asked asked) {
    return new Event.ConsentDenied(
        id(), person, ConsentId.random(random), last(person), hash(), asked, BEGIN);
  }

  Event.ConsentRevoked revocation(
      PersonTag person, Event.ConsentRevoked.Scope scope, Hash previous, Asked asked) {
    return new Event.ConsentRevoked(id(), person, scope, previous, asked, BEGIN);
  }

  Event.ErasureOrdered erasure(PersonTag person, Asked asked) {
    return new Event.ErasureOrdered(id(), person, asked, BEGIN);
  }

  Event.ErasureDone destroyed(PersonTag person, DestroyedBy by) {
    return new Event.ErasureDone(id(), person, by, BEGIN);
  }

  Event.DatasetPublished publication(DatasetTag dataset, int version) {
    return new Event.DatasetPublished(id(), dataset, version, hash(), hash());
  }

  Event.AccessOpened opening(AccessId access, DatasetTag dataset, int version, long size) {
    return new Event.AccessOpened(
        access,
        Basis.CONSENT,
        RequesterTag.random(random),
        dataset,
        version,
        CoarsePurpose.RESEARCH,
        hash(),
        hash(),
        size,
        fold.stateRoot(),
        BEGIN);
  }

  /// Signed by the custodian.
  Entry signed(Event event) {
    return signed(event, custodian);
  }

  Entry signed(Event event, SigningKey key) {
    return Entry.unsigned(event).signedBy(ORIGIN, key);
  }

  /// Appends what the rules allow.
  Hash add(Entry entry) {
    var verdict = fold.check(entry);
    if (!verdict.equals(new Verdict.Sound())) {
      throw new AssertionError(verdict + ": " + entry.event());
    }
    fold.apply(entries.size(), entry.leaf(), entry);
    entries.add(entry);
    return entry.leaf();
  }

  PersonTag person() {
    return PersonTag.random(random);
  }

  EventId id() {
    return EventId.random(random);
  }

  SigningKey newKey() {
    return SigningKey.ofSeed(hash().toBytes());
  }

  Hash last(PersonTag person) {
    return fold.person(person).lastEvent();
  }

  Hash hash() {
    var bytes = new byte[Hash.LENGTH_BYTES];
    random.nextBytes(bytes);
    return Hash.of(bytes);
  }
}
