package org.genogate.ledger.state;

import static org.genogate.ledger.state.BrokenRuleException.unless;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.genogate.ledger.event.Asked;
import org.genogate.ledger.event.Attestation;
import org.genogate.ledger.event.ConsentId;
import org.genogate.ledger.event.Entry;
import org.genogate.ledger.event.Event;
import org.genogate.ledger.event.Event.AccessClosed;
import org.genogate.ledger.event.Event.AccessOpened;
import org.genogate.ledger.event.Event.AccessRefused;
import org.genogate.ledger.event.Event.BlockSealed;
import org.genogate.ledger.event.Event.ConsentDenied;
import org.genogate.ledger.event.Event.ConsentGranted;
import org.genogate.ledger.event.Event.ConsentRevoked;
import org.genogate.ledger.event.Event.DatasetPublished;
import org.genogate.ledger.event.Event.EquivocationProven;
import org.genogate.ledger.event.Event.ErasureDone;
import org.genogate.ledger.event.Event.ErasureOrdered;
import org.genogate.ledger.event.Event.Genesis;
import org.genogate.ledger.event.Event.KeyEnrolled;
import org.genogate.ledger.event.Event.KeyRetired;
import org.genogate.ledger.event.Event.PolicyChanged;
import org.genogate.ledger.event.Event.ReleaseEndorsed;
import org.genogate.ledger.event.Event.ReleaseRequested;
import org.genogate.ledger.event.Event.SealRefused;
import org.genogate.ledger.event.EventId;
import org.genogate.ledger.event.KeyRole;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.merkle.Hash;

/// The ledger's law: which entry may follow those that are there. Reads the state, changes nothing.
final class Rules {

  private final FoldState state;
  private final Signers signers;
  private final EpochRules epochs;
  private final ReleaseRules releases;
  private final ErasureRules erasures;

  Rules(FoldState state) {
    this.state = state;
    this.signers = new Signers(state);
    this.epochs = new EpochRules(state, signers);
    this.releases = new ReleaseRules(state);
    this.erasures = new ErasureRules(state, signers);
  }

  Verdict judge(Entry entry) {
    var seen = ids(entry.event()).stream().findFirst().map(state.events()::get);
    if (seen.isPresent() && seen.get().body().equals(entry.bodyDigest())) {
      return new Verdict.Seen(seen.get().index(), seen.get().leaf());
    }
    var place = placeOf(entry.event());
    if (place.isPresent() && place.get().leaf().equals(entry.leaf())) {
      return new Verdict.Seen(place.get().index(), place.get().leaf());
    }
    try {
      requireNewIds(entry.event());
      require(entry);
      return new Verdict.Sound();
    } catch (BrokenRuleException e) {
      return new Verdict.Broken(String.valueOf(e.getMessage()));
    }
  }

  /// Where an event without signatures stands that has this one's id: among the recent ones, or as
  /// an access that is open however long.
  private Optional<Place> placeOf(Event event) {
    var recent = RecentEvents.Key.of(event).flatMap(state.recent::find);
    return event instanceof AccessOpened opened
        ? recent.or(() -> state.opening(opened.access()))
        : recent;
  }

  /// The event's own id first, then those of events within it; none for what the seal signs.
  static List<EventId> ids(Event event) {
    return switch (event) {
      case Genesis e -> {
        var ids = new ArrayList<EventId>();
        ids.add(e.id());
        e.keys().forEach(key -> ids.add(key.id()));
        yield ids;
      }
      case PolicyChanged e -> List.of(e.id());
      case KeyEnrolled e -> List.of(e.id());
      case KeyRetired e -> List.of(e.id());
      case DatasetPublished e -> List.of(e.id());
      case ConsentGranted e -> List.of(e.id());
      case ConsentDenied e -> List.of(e.id());
      case ConsentRevoked e -> List.of(e.id());
      case ErasureOrdered e -> List.of(e.id());
      case ErasureDone e -> List.of(e.id());
      case ReleaseRequested e -> List.of(e.id());
      case ReleaseEndorsed e -> List.of(e.id());
      case EquivocationProven e -> List.of(e.id());
      case SealRefused e -> List.of(e.id());
      case AccessOpened _, AccessClosed _, AccessRefused _, BlockSealed _ -> List.of();
    };
  }

  private void requireNewIds(Event event) throws BrokenRuleException {
    var ids = ids(event);
    unless(new HashSet<>(ids).size() == ids.size(), "one event id for two events");
    for (var id : ids) {
      unless(!state.events().containsKey(id), "the event id belongs to another event");
    }
  }

  private void require(Entry entry) throws BrokenRuleException {
    unless(
        entry.event() instanceof Genesis == (state.size == 0),
        "the first entry of a log is its genesis, and no other is");
    switch (entry.event()) {
      case Genesis e -> genesis(entry, e);
      case PolicyChanged e -> epochs.policyChanged(entry, e);
      case KeyEnrolled e -> keyEnrolled(e, signer(entry));
      case KeyRetired e -> keyRetired(e, signer(entry));
      case DatasetPublished e -> datasetPublished(e, signer(entry));
      case ConsentGranted e -> {
        given(e.person(), e.consent(), e.previous());
        givenBy(signer(entry), e.person(), e.asked());
      }
      case ConsentDenied e -> {
        given(e.person(), e.consent(), e.previous());
        givenBy(signer(entry), e.person(), e.asked());
      }
      // Nothing else is asked of what only closes, least of all its predecessor.
      case ConsentRevoked e -> askedBy(signer(entry), e.person(), e.asked());
      case ErasureOrdered e -> askedBy(signer(entry), e.person(), e.asked());
      case ErasureDone e -> erasures.done(entry, e);
      case AccessOpened e -> {
        unsigned(entry);
        accessOpened(e);
      }
      case AccessClosed e -> {
        unsigned(entry);
        unless(state.opening(e.access()).isPresent(), "an access closed that is not open");
      }
      case AccessRefused e -> {
        unsigned(entry);
        unless(placeOf(e).isEmpty(), "the event id belongs to another event");
      }
      case BlockSealed e -> {
        unsigned(entry);
        blockSealed(e);
      }
      case ReleaseRequested e -> releases.requested(e, signer(entry));
      case ReleaseEndorsed e -> releases.endorsed(e, signer(entry));
      case EquivocationProven e -> epochs.equivocationProven(entry, e);
      case SealRefused e -> epochs.sealRefused(entry, e);
    }
  }

  private void genesis(Entry entry, Genesis event) throws BrokenRuleException {
    unless(event.origin().equals(state.origin), "the genesis of another log");
    var ids = new HashSet<>();
    for (var enrolled : event.keys()) {
      unless(ids.add(enrolled.key().id()), "a key named twice");
      unless(enrolled.attestation() == Attestation.GENESIS, "a first key attested otherwise");
      unless(enrolled.role() != KeyRole.PERSON, "a person's key in the genesis");
    }
    var operators =
        event.keys().stream()
            .filter(key -> key.role() == KeyRole.OPERATOR)
            .map(KeyEnrolled::key)
            .toList();
    var signature = Signers.only(entry);
    var signer = operators.stream().filter(key -> key.id().equals(signature.key())).findFirst();
    unless(signer.isPresent(), "the genesis is signed by an operator whom it names");
    signers.verify(entry, signature, signer.get());
    epochs.genesis(event);
  }

  private void keyEnrolled(KeyEnrolled event, EnrolledKey signer) throws BrokenRuleException {
    unless(!state.knowsKey(event.key().id()), "a key that the log knows already");
    switch (event.attestation()) {
      case GENESIS -> throw new BrokenRuleException("a first key after the genesis");
      case OLDER_KEY ->
          unless(
              signer.holder().equals(event.holder()) && signer.role() == event.role(),
              "an older key enrolls for its own holder and role");
      case AT_DESK -> atDesk(event.role(), signer);
    }
  }

  /// Who oversees the custodian is not named by the custodian.
  private static void atDesk(KeyRole role, EnrolledKey signer) throws BrokenRuleException {
    switch (role) {
      case OPERATOR, COMMITTEE ->
          unless(
              signer.role() == KeyRole.OPERATOR,
              "a key of an operator or committee is attested by an operator");
      case CUSTODIAN, PERSON, LOG, REQUESTER ->
          custodian(signer, "a key attested at the desk is signed by a custodian");
    }
  }

  private void keyRetired(KeyRetired event, EnrolledKey signer) throws BrokenRuleException {
    var retiring = state.activeKey(event.key());
    unless(retiring.isPresent(), "a key retired that is not active");
    // The key itself or a newer one; an older one might be what was stolen.
    boolean ofHolder =
        signer.holder().equals(retiring.get().holder())
            && signer.role() == retiring.get().role()
            && signer.order() >= retiring.get().order();
    unless(
        ofHolder || signer.role() == KeyRole.CUSTODIAN,
        "a key is retired by itself, a newer one of its holder or a custodian");
  }

  private void datasetPublished(DatasetPublished event, EnrolledKey signer)
      throws BrokenRuleException {
    custodian(signer, "a dataset is published by a custodian");
    unless(
        state.versions(event.dataset()).stream().allMatch(known -> known < event.version()),
        "a dataset version that is not newer");
  }

  private void given(PersonTag person, ConsentId consent, Hash previous)
      throws BrokenRuleException {
    erasures.notErased(person);
    unless(
        previous.equals(state.person(person).lastEvent()),
        "a grant or denial names the person's latest event");
    unless(!state.consents().contains(consent), "a consent id that was used before");
  }

  private void givenBy(EnrolledKey signer, PersonTag person, Asked asked)
      throws BrokenRuleException {
    askedBy(signer, person, asked);
    unless(
        asked == Asked.OWN_KEY || !state.hasOwnKey(person),
        "a custodian gives consent only for a person without a key");
  }

  private void askedBy(EnrolledKey signer, PersonTag person, Asked asked)
      throws BrokenRuleException {
    switch (asked) {
      case OWN_KEY ->
          unless(
              signer.role() == KeyRole.PERSON && signer.holder().value().equals(person.value()),
              "asked with the person's own key, but signed by another");
      case SIGNED_IN, AT_DESK ->
          custodian(signer, "what a person asks without a key is signed by a custodian");
    }
  }

  private void accessOpened(AccessOpened event) throws BrokenRuleException {
    unless(state.opening(event.access()).isEmpty(), "an access opened that is open");
    unless(
        state.recent.find(RecentEvents.Key.ofClosing(event.access())).isEmpty(),
        "an access id that was used before");
    unless(
        state.versions(event.dataset()).contains(event.datasetVersion()),
        "an access to a dataset version that was not published");
    unless(event.size() <= state.size, "an access that consulted entries yet to come");
    releases.opened(event);
  }

  private void blockSealed(BlockSealed event) throws BrokenRuleException {
    var last = state.seal();
    unless(event.block() == last.block() + 1, "a seal out of turn");
    unless(event.previousSeal().equals(last.leaf()), "a seal that follows another one");
    unless(event.firstIndex() == last.index() + 1, "a seal that leaves entries out");
    unless(event.stateRoot().equals(state.people().hash()), "a seal of another state");
    unless(event.time().isAfter(last.time()), "a seal no later than the one before");
    unless(event.validatorEpoch() == state.epoch().number(), "a seal of another validator epoch");
  }

  private static void custodian(EnrolledKey signer, String rule) throws BrokenRuleException {
    unless(signer.role() == KeyRole.CUSTODIAN, rule);
  }

  private static void unsigned(Entry entry) throws BrokenRuleException {
    Signers.none(entry);
  }

  private EnrolledKey signer(Entry entry) throws BrokenRuleException {
    return signers.of(entry);
  }
}
