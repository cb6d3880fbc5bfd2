package org.genogate.ledger.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.genogate.ledger.consent.StandingConsent.State;
import org.genogate.ledger.duo.DataUse;
import org.genogate.ledger.duo.Purpose;
import org.genogate.ledger.event.Asked;
import org.genogate.ledger.event.ConsentId;
import org.genogate.ledger.event.DatasetTag;
import org.genogate.ledger.event.Event.ConsentDenied;
import org.genogate.ledger.event.Event.ConsentGranted;
import org.genogate.ledger.event.Event.ConsentRevoked;
import org.genogate.ledger.event.EventId;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.merkle.Hash;
import org.junit.jupiter.api.Test;

class ConsentFoldTest {

  private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);

  private final Random random = new Random(1);
  private final PersonTag ada = PersonTag.random(random);
  private final PersonTag ben = PersonTag.random(random);
  private final DatasetTag dataset = DatasetTag.random(random);
  private final ConsentFold fold = ConsentFold.empty();
  private long size;

  ConsentFoldTest() {
    fold.advance(NOW);
  }

  @Test
  void aGrantActsOnceSealed() {
    grant(ada, research());

    assertThat(allows(ada)).isFalse();
    assertThat(stateOf(ada)).isEqualTo(State.RECORDED);

    fold.sealedUpTo(size);

    assertThat(allows(ada)).isTrue();
    assertThat(stateOf(ada)).isEqualTo(State.IN_FORCE);
  }

  @Test
  void aRevokedGrantIsOutBeforeItsRevocationIsSealed() {
    var consent = grant(ada, research());
    fold.sealedUpTo(size);

    revoke(ada, new ConsentRevoked.Scope.One(consent));

    assertThat(allows(ada)).isFalse();
    assertThat(stateOf(ada)).isEqualTo(State.STOPPED);
  }

  @Test
  void aGrantRevokedBeforeItsSealNeverActs() {
    var consent = grant(ada, research());
    revoke(ada, new ConsentRevoked.Scope.One(consent));

    fold.sealedUpTo(size);

    assertThat(allows(ada)).isFalse();
  }

  @Test
  void nobodyCanRevokeAnotherPersonsGrant() {
    var consent = grant(ada, research());
    fold.sealedUpTo(size);

    revoke(ben, new ConsentRevoked.Scope.One(consent));

    assertThat(allows(ada)).isTrue();
  }

  @Test
  void aDenialWinsBeforeItsSealAndOverGrantsThatFollow() {
    grant(ada, research());
    fold.sealedUpTo(size);

    deny(ada, research());

    assertThat(allows(ada)).isFalse();

    grant(ada, research());
    fold.sealedUpTo(size);

    assertThat(allows(ada)).isFalse();
  }

  @Test
  void liftingADenialOpensOnlyOnceSealed() {
    grant(ada, research());
    var denial = deny(ada, research());
    fold.sealedUpTo(size);

    revoke(ada, new ConsentRevoked.Scope.One(denial));

    assertThat(allows(ada)).isFalse();

    fold.sealedUpTo(size);

    assertThat(allows(ada)).isTrue();
  }

  @Test
  void revokingEveryGrantLeavesDenials() {
    grant(ada, research());
    deny(ada, use(new DataUse.OwnCare()));
    revoke(ada, new ConsentRevoked.Scope.EveryGrant());
    fold.sealedUpTo(size);

    assertThat(fold.view().of(ada, NOW))
        .extracting(StandingConsent::state)
        .containsExactly(State.STOPPED, State.IN_FORCE);
  }

  @Test
  void aDenialOfHealthResearchRefusesGeneralResearchToo() {
    grant(ada, research());
    deny(ada, use(new DataUse.HealthResearch()));
    fold.sealedUpTo(size);

    assertThat(allows(ada)).isFalse();
  }

  @Test
  void aMissingPayloadOfAGrantAllowsNothing() {
    fold.missingTerms(size++, granted(ada, ConsentId.random(random)));
    fold.sealedUpTo(size);

    assertThat(allows(ada)).isFalse();
    assertThat(stateOf(ada)).isEqualTo(State.UNREADABLE);
  }

  @Test
  void aMissingPayloadOfADenialRefusesEverything() {
    grant(ada, research());
    grant(ada, use(new DataUse.OwnCare()));
    fold.sealedUpTo(size);

    fold.missingTerms(size++, denied(ada, ConsentId.random(random)));

    assertThat(allows(ada)).isFalse();
    assertThat(fold.view().decideFor(ada, inquiry(new Purpose.OwnCare()), NOW))
        .isEqualTo(new Decision.Refused(Reason.NO_CONSENT));
  }

  @Test
  void aGrantStartsAndExpiresByItself() {
    grant(ada, between(NOW.plus(DAY), NOW.plus(DAY.multipliedBy(2))));
    fold.sealedUpTo(size);
    long recorded = fold.view().version();

    assertThat(allows(ada)).isFalse();
    assertThat(fold.view().nextChange()).contains(NOW.plus(DAY));

    fold.advance(NOW.plus(DAY));

    assertThat(fold.view().version()).isEqualTo(recorded + 1);
    assertThat(allows(ada)).isTrue();
    assertThat(fold.view().nextChange()).contains(NOW.plus(DAY.multipliedBy(2)));

    fold.advance(NOW.plus(DAY.multipliedBy(2)));

    assertThat(fold.view().version()).isEqualTo(recorded + 2);
    assertThat(allows(ada)).isFalse();
    assertThat(fold.view().nextChange()).isEmpty();
  }

  @Test
  void aDecisionAtTheLimitIsRightBeforeTheWriterHasAdvanced() {
    grant(ada, between(NOW, NOW.plus(DAY)));
    fold.sealedUpTo(size);
    var view = fold.view();

    assertThat(view.decideFor(ada, general(), NOW.plus(DAY)))
        .isEqualTo(new Decision.Refused(Reason.NO_CONSENT));
    assertThat(view.decide(general(), NOW.plus(DAY), view.everyone()))
        .isEqualTo(new Decision.Refused(Reason.NO_CONSENT));
  }

  @Test
  void whatOneGrantHoldsBackAnotherDoesNotOpen() {
    var brca = new RegionLabel("BRCA");
    grant(ada, research());
    grant(ada, withholding(brca));
    grant(ben, research());
    fold.sealedUpTo(size);

    var view = fold.view();

    assertThat(view.decide(general(), NOW, view.everyone()))
        .isEqualTo(
            new Decision.Allowed(
                new Cohort(PeopleSet.first(2), Map.of(brca, PeopleSet.of(0)), view.version())));
  }

  @Test
  void aViewNeverChanges() {
    grant(ada, research());
    fold.sealedUpTo(size);
    var before = fold.view();

    revoke(ada, new ConsentRevoked.Scope.EveryGrant());
    grant(ben, research());
    fold.sealedUpTo(size);

    assertThat(before.decideFor(ada, general(), NOW)).isInstanceOf(Decision.Allowed.class);
    assertThat(before.size()).isEqualTo(1);
    assertThat(before.ordinal(ben)).isEmpty();
    assertThat(before.of(ben, NOW)).isEmpty();
  }

  @Test
  void theSameCohortHasTheSameKeyAtAnotherVersion() {
    grant(ada, research());
    fold.sealedUpTo(size);
    var before = cohort();

    grant(ben, use(new DataUse.OwnCare()));
    fold.sealedUpTo(size);
    var after = cohort();

    assertThat(after.consentVersion()).isGreaterThan(before.consentVersion());
    assertThat(after.key()).isEqualTo(before.key());
  }

  @Test
  void eventsOutOfLogOrderAreRefused() {
    fold.applyGrant(4, granted(ada, ConsentId.random(random)), research());
    var again = granted(ada, ConsentId.random(random));

    assertThatIllegalArgumentException().isThrownBy(() -> fold.applyGrant(4, again, research()));

    fold.sealedUpTo(9);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> fold.applyGrant(8, again, research()))
        .withMessage("entry 8 comes too late, the next is at least 9");
  }

  @Test
  void aSnapshotWithAnyByteChangedIsRefused() {
    grant(ada, withholding(new RegionLabel("BRCA")));
    deny(ben, research());
    fold.sealedUpTo(size);
    var snapshot = fold.snapshot();

    for (int i = 0; i < snapshot.length; i++) {
      var damaged = snapshot.clone();
      damaged[i] ^= 1;
      assertThatExceptionOfType(CorruptConsentSnapshotException.class)
          .isThrownBy(() -> ConsentFold.restore(damaged));
    }
    for (int length = 0; length < snapshot.length; length++) {
      var cut = Arrays.copyOf(snapshot, length);
      assertThatExceptionOfType(CorruptConsentSnapshotException.class)
          .isThrownBy(() -> ConsentFold.restore(cut));
    }
  }

  private Cohort cohort() {
    var view = fold.view();
    return switch (view.decide(general(), NOW, view.everyone())) {
      case Decision.Allowed(var cohort) -> cohort;
      case Decision.Refused(var reason) -> throw new AssertionError(reason);
    };
  }

  private boolean allows(PersonTag person) {
    var view = fold.view();
    boolean alone = view.decideFor(person, general(), view.asOf()) instanceof Decision.Allowed;
    var among = view.decide(general(), view.asOf(), view.people(Set.of(person)));
    assertThat(among instanceof Decision.Allowed).isEqualTo(alone);
    return alone;
  }

  private State stateOf(PersonTag person) {
    return fold.view().of(person, NOW).getFirst().state();
  }

  private ConsentId grant(PersonTag person, ConsentTerms terms) {
    var consent = ConsentId.random(random);
    fold.applyGrant(size++, granted(person, consent), terms);
    return consent;
  }

  private ConsentId deny(PersonTag person, ConsentTerms terms) {
    var consent = ConsentId.random(random);
    fold.applyDenial(size++, denied(person, consent), terms);
    return consent;
  }

  private void revoke(PersonTag person, ConsentRevoked.Scope scope) {
    var id = EventId.random(random);
    fold.applyRevocation(
        size++, new ConsentRevoked(id, person, scope, Hash.zero(), Asked.OWN_KEY, NOW));
  }

  private ConsentGranted granted(PersonTag person, ConsentId consent) {
    var id = EventId.random(random);
    return new ConsentGranted(id, person, consent, Hash.zero(), Hash.zero(), Asked.OWN_KEY, NOW);
  }

  private ConsentDenied denied(PersonTag person, ConsentId consent) {
    var id = EventId.random(random);
    return new ConsentDenied(id, person, consent, Hash.zero(), Hash.zero(), Asked.OWN_KEY, NOW);
  }

  private Inquiry general() {
    return inquiry(new Purpose.GeneralResearch());
  }

  private Inquiry inquiry(Purpose purpose) {
    return new Inquiry(dataset, purpose, new Asking("r1", "uni"));
  }

  private static ConsentTerms research() {
    return use(new DataUse.GeneralResearch());
  }

  private static ConsentTerms use(DataUse use) {
    return terms(use, NOW, Instant.MAX, Set.of());
  }

  private static ConsentTerms between(Instant from, Instant until) {
    return terms(new DataUse.GeneralResearch(), from, until, Set.of());
  }

  private static ConsentTerms withholding(RegionLabel label) {
    return terms(new DataUse.GeneralResearch(), NOW, Instant.MAX, Set.of(label));
  }

  private static ConsentTerms terms(
      DataUse use, Instant from, Instant until, Set<RegionLabel> withheld) {
    return new ConsentTerms(
        new Grantee.Anyone(), Set.of(), Set.of(use), from, until, withheld, Hash.zero());
  }
}
