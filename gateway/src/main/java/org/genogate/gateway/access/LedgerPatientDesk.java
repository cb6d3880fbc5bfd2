package org.genogate.gateway.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.genogate.gateway.custody.PeopleRegister;
import org.genogate.ledger.Confirmed;
import org.genogate.ledger.ErasureStatus;
import org.genogate.ledger.Ledger;
import org.genogate.ledger.Recorded;
import org.genogate.ledger.consent.ConsentTerms;
import org.genogate.ledger.consent.StandingConsent;
import org.genogate.ledger.consent.StandingConsent.Wording;
import org.genogate.ledger.event.AccessId;
import org.genogate.ledger.event.Asked;
import org.genogate.ledger.event.ConsentId;
import org.genogate.ledger.event.Event.ConsentRevoked.Scope;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.receipt.AccessSeen;

/// Serves patients from the ledger itself.
final class LedgerPatientDesk implements PatientDesk {

  private static final Terms UNREADABLE =
      new Terms("", "", "anyone", Set.of(), Instant.MIN, Instant.MAX, Set.of());

  private final PeopleRegister people;
  private final PatientTerms terms;
  private final Ledger ledger;
  private final LiveAccesses live;
  private final AccessTeller teller;
  private final Clock clock;
  private final RandomGenerator random;

  LedgerPatientDesk(Desks.Room room, LiveAccesses live) {
    this.people = room.people();
    this.terms = new PatientTerms(room.config(), room.datasets());
    this.ledger = room.ledger();
    this.live = live;
    this.teller = new AccessTeller(room.config());
    this.clock = room.clock();
    this.random = room.random();
  }

  @Override
  public String displayName(PersonTag person) {
    return people.nameOf(person);
  }

  @Override
  public List<ConsentSummary> consents(PersonTag person) {
    var seen = seen(person);
    return ledger.view().consent().of(person, clock.instant()).stream()
        .map(consent -> summary(consent, seen))
        .sorted(
            Comparator.comparing((ConsentSummary one) -> one.state() != ConsentState.IN_FORCE)
                .thenComparing(ConsentSummary::recorded, Comparator.reverseOrder()))
        .toList();
  }

  @Override
  public List<AccessSummary> accesses(PersonTag person) {
    return seen(person).stream().map(teller::tell).toList();
  }

  private List<AccessSeen> seen(PersonTag person) {
    return ledger.history().of(person, ledger.view().consent());
  }

  @Override
  public Change grant(PersonTag person, Terms granted, Asked asked)
      throws LedgerUnavailableException {
    var consent = ConsentId.random(random);
    var recorded =
        Commit.await(ledger.consents().grant(person, consent, terms.read(granted), asked));
    return new Change(consent, recorded.at(), recorded.index(), 0, 0);
  }

  @Override
  public Change deny(PersonTag person, Terms refused, Asked asked)
      throws LedgerUnavailableException {
    int streams = streams(person);
    var consent = ConsentId.random(random);
    var recorded =
        Commit.await(ledger.consents().deny(person, consent, terms.read(refused), asked));
    return new Change(consent, recorded.at(), recorded.index(), streams, 0);
  }

  @Override
  public Optional<Change> stop(PersonTag person, ConsentId consent, Asked asked)
      throws LedgerUnavailableException {
    var standing =
        ledger.view().consent().of(person, clock.instant()).stream()
            .filter(one -> one.consent().equals(consent))
            .findFirst();
    if (standing.isEmpty()) {
      // It may have been given elsewhere, while this node is behind.
      Freshness.require(ledger);
      return Optional.empty();
    }
    var uses = GrantUses.of(standing.get(), seen(person));
    return Optional.of(revoke(person, consent, new Scope.One(consent), asked, uses));
  }

  @Override
  public Change stopEverything(PersonTag person, Asked asked) throws LedgerUnavailableException {
    var uses =
        seen(person).stream()
            .filter(AccessSeen.Access.class::isInstance)
            .map(AccessSeen.Access.class::cast)
            .toList();
    return revoke(person, ConsentId.random(random), new Scope.EveryGrant(), asked, uses);
  }

  /// Invariant I3: the ledger acknowledges after the last hand-over that was decided before the
  /// revocation, on every node.
  ///
  /// @param uses what was read under it so far
  private Change revoke(
      PersonTag person, ConsentId named, Scope scope, Asked asked, List<AccessSeen.Access> uses)
      throws LedgerUnavailableException {
    int streams = streams(person);
    Recorded recorded = Commit.await(ledger.consents().revoke(person, scope, asked));
    long requesters = uses.stream().map(access -> access.detail().requester()).distinct().count();
    return new Change(named, recorded.at(), recorded.index(), streams, requesters);
  }

  @Override
  public Change erase(PersonTag person, Asked asked) throws LedgerUnavailableException {
    int streams = streams(person);
    var recorded = Commit.await(ledger.consents().erase(person, asked));
    return new Change(ConsentId.random(random), recorded.at(), recorded.index(), streams, 0);
  }

  @Override
  public Optional<ErasureStatus> erasure(PersonTag person) {
    return ledger.consents().erasure(person);
  }

  private int streams(PersonTag person) {
    return ledger.view().consent().ordinal(person).map(live::covering).orElse(0);
  }

  @Override
  public Optional<byte[]> receipt(PersonTag person, AccessId access) {
    try {
      var receipts = ledger.receipts();
      return receipts
          .forPerson(person, access)
          .map(receipt -> ReceiptDocument.encode(receipt, receipts.confirmed(receipt)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Confirmed confirmed(long ledgerIndex) {
    try {
      return ledger.receipts().confirmed(ledgerIndex);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ConsentSummary summary(StandingConsent consent, List<AccessSeen> seen) {
    var readable = readable(consent);
    var uses = GrantUses.of(consent, seen).stream().map(AccessSeen::at).toList();
    return new ConsentSummary(
        consent.consent(),
        consent.kind() == StandingConsent.Kind.DENIAL,
        ConsentState.valueOf(consent.state().name()),
        readable.map(terms::write).orElse(UNREADABLE),
        readable.map(terms::granteeTitle).orElse(""),
        readable.map(terms::withheldTitles).orElse(List.of()),
        consent.recorded(),
        consent.ended(),
        consent.index(),
        uses.size(),
        uses.stream().max(Comparator.naturalOrder()).orElse(Instant.MIN));
  }

  private static Optional<ConsentTerms> readable(StandingConsent consent) {
    return switch (consent.wording()) {
      case Wording.Opened(var terms) -> Optional.of(terms);
      case Wording.Missing() -> Optional.empty();
    };
  }
}
