package org.genogate.ledger.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.genogate.ledger.event.AccessId;
import org.genogate.ledger.event.Asked;
import org.genogate.ledger.event.DatasetTag;
import org.genogate.ledger.event.Entry;
import org.genogate.ledger.event.Event;
import org.genogate.ledger.event.Event.AccessClosed;
import org.genogate.ledger.event.Event.BlockSealed;
import org.genogate.ledger.event.Event.ConsentRevoked.Scope;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.merkle.Hash;
import org.genogate.ledger.merkle.MerkleTree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicFoldTest {

  private final TestLog log = TestLog.begun(5);
  private final PersonTag person = log.person();

  @Test
  void personIsWhatTheirEventsSay() {
    var grant = log.grant(person, Asked.AT_DESK);
    log.add(log.signed(grant));
    var denial = log.denial(person, Asked.AT_DESK);
    var leaf = log.add(log.signed(denial));
    log.add(log.signed(log.grant(log.person(), Asked.AT_DESK)));

    assertThat(log.fold.person(person))
        .isEqualTo(
            new PersonState(
                List.of(
                    new StandingConsent(
                        StandingConsent.Kind.GRANT, grant.consent(), grant.commitment()),
                    new StandingConsent(
                        StandingConsent.Kind.DENIAL, denial.consent(), denial.commitment())),
                1,
                1,
                0,
                leaf,
                new Erasure.NotOrdered()));
  }

  @Test
  void revocationOfOneLeavesTheOthers() {
    var first = log.grant(person, Asked.AT_DESK);
    log.add(log.signed(first));
    var second = log.grant(person, Asked.AT_DESK);
    log.add(log.signed(second));
    log.add(log.signed(revocation(new Scope.One(first.consent()))));

    assertThat(log.fold.person(person).standing())
        .extracting(StandingConsent::consent)
        .containsExactly(second.consent());
  }

  @Test
  void revocationOfEveryGrantLeavesDenials() {
    log.add(log.signed(log.grant(person, Asked.AT_DESK)));
    var denial = log.denial(person, Asked.AT_DESK);
    log.add(log.signed(denial));
    log.add(log.signed(revocation(new Scope.EveryGrant())));

    assertThat(log.fold.person(person).standing())
        .extracting(StandingConsent::consent)
        .containsExactly(denial.consent());
  }

  @Test
  void revocationTouchesNobodyElse() {
    var grant = log.grant(person, Asked.AT_DESK);
    log.add(log.signed(grant));
    var before = log.fold.person(person);

    var other = log.person();
    log.add(
        log.signed(
            log.revocation(other, new Scope.One(grant.consent()), Hash.zero(), Asked.AT_DESK)));

    assertThat(log.fold.person(person)).isEqualTo(before);
  }

  @Test
  void standingConsentIsProvedByItsOpenings() throws Exception {
    var grant = log.grant(person, Asked.AT_DESK);
    log.add(log.signed(grant));

    var proved = log.fold.prove(person).verify(log.fold.stateRoot(), person);

    var standing =
        new StandingConsent(StandingConsent.Kind.GRANT, grant.consent(), grant.commitment());
    assertThat(proved)
        .isInstanceOfSatisfying(
            StateProof.Proved.Present.class,
            present ->
                assertThat(present.value().consentSet())
                    .isEqualTo(MerkleTree.root(List.of(standing.leaf()))));
  }

  @Test
  void entriesOfNobodyLeaveTheRoot() {
    log.add(log.signed(log.grant(person, Asked.AT_DESK)));
    var root = log.fold.stateRoot();
    log.add(log.signed(log.publication(DatasetTag.random(log.random), 1)));
    log.giveKeyTo(log.person());

    assertThat(log.fold.stateRoot()).isEqualTo(root);
  }

  @Test
  void viewStaysWhileTheFoldGoesOn() {
    var view = log.fold.view();
    log.add(log.signed(log.grant(person, Asked.AT_DESK)));

    assertThat(view.size()).isEqualTo(1);
    assertThat(view.root()).isEqualTo(Hash.zero());
    assertThat(view.person(person)).isEqualTo(PersonState.unheardOf());
    assertThat(log.fold.view().root()).isNotEqualTo(Hash.zero());
  }

  @Test
  void entryOutOfOrderIsNotApplied() {
    var entry = log.signed(log.grant(person, Asked.AT_DESK));

    assertThatIllegalArgumentException().isThrownBy(() -> log.fold.apply(2, entry.leaf(), entry));
    assertThatIllegalArgumentException().isThrownBy(() -> log.fold.apply(0, entry.leaf(), entry));
  }

  @Test
  void checkChangesNothing() {
    var before = log.fold.snapshot();
    var entry = log.signed(log.grant(person, Asked.AT_DESK));

    assertThat(log.fold.check(entry)).isEqualTo(new Verdict.Sound());
    assertThat(log.fold.snapshot()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void sameEntriesGiveTheSameBytes(long seed) {
    var busy = busy(seed);
    var again = replay(busy.entries);

    assertThat(again.snapshot()).isEqualTo(busy.fold.snapshot());
    assertThat(again.stateRoot()).isEqualTo(busy.fold.stateRoot());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void restoredFoldGoesOnAsTheOriginalDoes(long seed) throws Exception {
    var busy = busy(seed);
    int middle = busy.entries.size() / 2;
    var half = replay(busy.entries.subList(0, middle));

    var restored = PublicFold.restore(half.snapshot());

    assertThat(restored.snapshot()).isEqualTo(half.snapshot());
    for (int i = middle; i < busy.entries.size(); i++) {
      var entry = busy.entries.get(i);
      assertThat(restored.check(entry)).isEqualTo(new Verdict.Sound());
      restored.apply(i, entry.leaf(), entry);
    }
    assertThat(restored.snapshot()).isEqualTo(busy.fold.snapshot());
    for (var entry : busy.entries) {
      assertThat(restored.check(entry)).isEqualTo(busy.fold.check(entry));
    }
  }

  @Test
  void damagedSnapshotIsRefused() {
    log.add(log.signed(log.grant(person, Asked.AT_DESK)));
    var snapshot = log.fold.snapshot();

    for (int i = 0; i < snapshot.length; i++) {
      var damaged = snapshot.clone();
      damaged[i] ^= 1;
      assertThatThrownBy(() -> PublicFold.restore(damaged))
          .isInstanceOf(CorruptSnapshotException.class);
    }
    assertThatThrownBy(() -> PublicFold.restore(new byte[3]))
        .isInstanceOf(CorruptSnapshotException.class);
  }

  private Event revocation(Scope scope) {
    return log.revocation(person, scope, Hash.zero(), Asked.AT_DESK);
  }

  private static PublicFold replay(List<Entry> entries) {
    var fold = PublicFold.empty(TestLog.ORIGIN);
    for (var entry : entries) {
      fold.apply(fold.size(), entry.leaf(), entry);
    }
    return fold;
  }

  /// A log in which everything happens, several times over.
  private static TestLog busy(long seed) {
    var log = TestLog.begun(seed);
    var dataset = DatasetTag.random(log.random);
    log.add(log.signed(log.publication(dataset, 1)));
    var people = new ArrayList<PersonTag>();
    for (int i = 0; i < 20; i++) {
      people.add(log.person());
    }
    var withKey = log.person();
    var key = log.giveKeyTo(withKey);
    log.add(log.signed(log.grant(withKey, Asked.OWN_KEY), key));
    var seal = new BlockSealed(0, 0, Hash.zero(), 0, log.fold.stateRoot(), TestLog.BEGIN);
    log.add(Entry.unsigned(seal));
    for (int i = 0; i < 100; i++) {
      var person = people.get(log.random.nextInt(people.size()));
      switch (log.random.nextInt(5)) {
        case 0 -> log.add(log.signed(log.denial(person, Asked.SIGNED_IN)));
        case 1 ->
            log.add(
                log.signed(
                    log.revocation(
                        person, new Scope.EveryGrant(), log.last(person), Asked.AT_DESK)));
        case 2 -> access(log, dataset, i % 2 == 0);
        default -> log.add(log.signed(log.grant(person, Asked.AT_DESK)));
      }
    }
    return log;
  }

  private static void access(TestLog log, DatasetTag dataset, boolean closed) {
    var access = AccessId.random(log.random);
    log.add(Entry.unsigned(log.opening(access, dataset, 1, log.fold.size())));
    if (closed) {
      log.add(Entry.unsigned(new AccessClosed(access, log.hash())));
    }
  }
}
