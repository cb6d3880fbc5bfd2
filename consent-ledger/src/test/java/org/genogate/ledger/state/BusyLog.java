package org.genogate.ledger.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.genogate.ledger.event.AccessId;
import org.genogate.ledger.event.Asked;
import org.genogate.ledger.event.Attestation;
import org.genogate.ledger.event.CoarsePurpose;
import org.genogate.ledger.event.DatasetTag;
import org.genogate.ledger.event.DestroyedBy;
import org.genogate.ledger.event.Endorsement;
import org.genogate.ledger.event.Endorsements;
import org.genogate.ledger.event.Entry;
import org.genogate.ledger.event.Event;
import org.genogate.ledger.event.Event.AccessClosed;
import org.genogate.ledger.event.Event.AccessRefused;
import org.genogate.ledger.event.Event.BlockSealed;
import org.genogate.ledger.event.Event.ConsentRevoked.Scope;
import org.genogate.ledger.event.Event.KeyRetired;
import org.genogate.ledger.event.Event.PolicyChanged;
import org.genogate.ledger.event.Event.ReleaseEndorsed;
import org.genogate.ledger.event.Event.ReleaseRequested;
import org.genogate.ledger.event.KeyRole;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.event.RefusalCode;
import org.genogate.ledger.event.ReleaseId;
import org.genogate.ledger.event.RequesterTag;
import org.genogate.ledger.key.SigningKey;
import org.genogate.ledger.merkle.Hash;

/// A log that grows by whatever may come next, drawn from a seed. Survives that its fold is
/// rewound: what it draws from is asked of the fold, or may be unknown to it.
final class BusyLog {

  final TestLog log;
  private final List<PersonTag> people = new ArrayList<>();
  private final List<SigningKey> keys = new ArrayList<>();
  private final List<DatasetTag> datasets = new ArrayList<>();
  private final List<ReleaseId> releases = new ArrayList<>();

  BusyLog(long seed) {
    log = TestLog.begun(seed);
    for (int i = 0; i < 6; i++) {
      people.add(log.person());
    }
    for (int i = 0; i < 3; i++) {
      datasets.add(DatasetTag.random(log.random));
      releases.add(ReleaseId.random(log.random));
    }
  }

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 12);
  }

  /// Tries `tries` entries; those that the rules refuse are not appended.
  void grow(int tries) {
    for (int i = 0; i < tries; i++) {
      var entry = next();
      if (log.fold.check(entry) instanceof Verdict.Sound) {
        log.add(entry);
      }
    }
  }

  private Entry next() {
    var person = one(people);
    return switch (log.random.nextInt(18)) {
      case 0, 1 -> log.signed(log.grant(person, Asked.AT_DESK));
      case 2 -> log.signed(log.denial(person, Asked.SIGNED_IN));
      case 3 -> log.signed(revocation(person));
      case 4 -> log.signed(log.publication(one(datasets), 1 + log.random.nextInt(9)));
      case 5, 6, 7 -> Entry.unsigned(opening());
      case 8, 9 -> Entry.unsigned(new AccessClosed(openAccess(), log.hash()));
      case 10 -> Entry.unsigned(seal());
      case 11 -> Entry.unsigned(refusal());
      case 12 -> log.signed(request());
      case 13 -> log.signed(endorsement(one(releases)));
      case 14 -> log.signed(change(), log.operator);
      case 15 -> log.signed(log.destroyed(person, new DestroyedBy.Alone()));
      case 16 -> log.signed(erasure(person));
      default -> key(person);
    };
  }

  private ReleaseEndorsed endorsement(ReleaseId release) {
    var request = log.fold.release(release).map(Release::request).orElseGet(log::hash);
    return new ReleaseEndorsed(log.id(), release, KeyRole.CUSTODIAN, request);
  }

  private Event revocation(PersonTag person) {
    var standing = log.fold.person(person).standing();
    var scope =
        standing.isEmpty() || log.random.nextInt(3) == 0
            ? new Scope.EveryGrant()
            : new Scope.One(one(standing).consent());
    return log.revocation(person, scope, log.last(person), Asked.AT_DESK);
  }

  /// Rarely: nothing is granted to whoever is erased.
  private Event erasure(PersonTag person) {
    return log.random.nextInt(8) == 0
        ? log.erasure(person, Asked.AT_DESK)
        : log.revocation(person, new Scope.EveryGrant(), log.last(person), Asked.AT_DESK);
  }

  private Event refusal() {
    return new AccessRefused(
        RequesterTag.random(log.random), one(datasets), RefusalCode.UNAVAILABLE, 1, log.id());
  }

  private Event request() {
    return new ReleaseRequested(
        log.id(),
        one(releases),
        RequesterTag.random(log.random),
        List.of(one(datasets)),
        CoarsePurpose.RESEARCH,
        log.hash(),
        Asked.AT_DESK);
  }

  private Event change() {
    var row = List.of(new Endorsement(KeyRole.CUSTODIAN, 1 + log.random.nextInt(2)));
    return new PolicyChanged(
        log.id(),
        log.fold.epoch().number() + 1,
        List.of(),
        log.policyOfNobody(),
        TestLog.BEGIN,
        new Endorsements(new TreeMap<>(Map.of(16, row))));
  }

  private Event opening() {
    return log.opening(
        AccessId.random(log.random),
        one(datasets),
        1 + log.random.nextInt(9),
        log.random.nextInt(log.entries.size()));
  }

  private AccessId openAccess() {
    var open = log.fold.openAccesses();
    return open.isEmpty() ? AccessId.random(log.random) : one(open);
  }

  private Event seal() {
    Hash last = Hash.zero();
    long block = 0;
    long first = 0;
    for (int i = 0; i < log.entries.size(); i++) {
      if (log.entries.get(i).event() instanceof BlockSealed seal) {
        last = log.entries.get(i).leaf();
        block = seal.block() + 1;
        first = i + 1L;
      }
    }
    var time = TestLog.BEGIN.plusMillis(block);
    return new BlockSealed(
        log.fold.epoch().number(), block, last, first, log.fold.stateRoot(), time);
  }

  private Entry key(PersonTag person) {
    if (!keys.isEmpty() && log.random.nextBoolean()) {
      return log.signed(new KeyRetired(log.id(), one(keys).publicKey().id()));
    }
    keys.add(log.newKey());
    return log.signed(log.personKey(keys.getLast(), person, Attestation.AT_DESK));
  }

  private <T> T one(List<T> choices) {
    RandomGenerator random = log.random;
    return choices.get(random.nextInt(choices.size()));
  }
}
