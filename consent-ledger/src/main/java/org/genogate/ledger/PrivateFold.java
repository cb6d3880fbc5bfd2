package org.genogate.ledger;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.genogate.ledger.cbor.MalformedCborException;
import org.genogate.ledger.consent.ConsentFold;
import org.genogate.ledger.consent.ConsentTerms;
import org.genogate.ledger.consent.ConsentView;
import org.genogate.ledger.event.DatasetTag;
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
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.event.ReleaseId;
import org.genogate.ledger.log.StoredEntry;
import org.genogate.ledger.merkle.Hash;
import org.genogate.ledger.receipt.AccessDetail;
import org.genogate.ledger.receipt.AccessHistory;
import org.genogate.ledger.receipt.CloseDetail;
import org.genogate.ledger.receipt.CohortReference;
import org.genogate.ledger.receipt.RefusalDetail;
import org.genogate.ledger.release.ReleaseTerms;

/// Opens what lies beside committed entries and folds it: who allows what, who looked, what is
/// published.
///
/// A payload that is missing, shredded or not what its entry commits to says nothing: no consent,
/// no name.
final class PrivateFold {

  private final Payloads payloads;
  private final ConsentFold consents;
  private final AccessHistory history = new AccessHistory();
  private long sealed;
  private Instant advanced = Instant.EPOCH;
  private final Map<DatasetTag, PublishedDataset> datasets = new ConcurrentHashMap<>();
  private final Map<ReleaseId, OpenedTerms> releases = new ConcurrentHashMap<>();

  PrivateFold(Payloads payloads, ConsentFold consents) {
    this.payloads = payloads;
    this.consents = consents;
  }

  void apply(StoredEntry stored, Event event) {
    switch (event) {
      case ConsentGranted granted -> applyConsent(stored, granted);
      case ConsentDenied denied -> applyConsent(stored, denied);
      case ConsentRevoked revoked -> consents.applyRevocation(stored.index(), revoked);
      case ErasureOrdered ordered -> consents.applyErasure(stored.index(), ordered);
      case AccessOpened opened ->
          detail(stored, AccessDetail::decode)
              .filter(this::isReadable)
              .ifPresent(detail -> history.opened(stored.index(), opened, detail));
      case AccessClosed closed -> applyClosing(stored, closed);
      case AccessRefused refused ->
          detail(stored, RefusalDetail::decode)
              .ifPresent(detail -> history.refused(stored.index(), refused, detail));
      case DatasetPublished published ->
          detail(stored, DatasetDetail::decode)
              .ifPresent(detail -> datasets.put(published.dataset(), known(published, detail)));
      case Genesis _, PolicyChanged _, KeyEnrolled _, KeyRetired _, BlockSealed _ -> {}
      case ErasureDone _ -> {}
      case ReleaseRequested requested ->
          terms(stored, requested).ifPresent(terms -> releases.put(requested.release(), terms));
      case ReleaseEndorsed _, EquivocationProven _, SealRefused _ -> {}
    }
  }

  /// The cohort may have been written beside an entry that cannot be opened here.
  private boolean isReadable(AccessDetail detail) {
    return !(detail.cohort() instanceof CohortReference.Known(var key)) || history.knows(key);
  }

  private void applyConsent(StoredEntry stored, ConsentGranted granted) {
    terms(stored, granted.person(), granted.commitment())
        .ifPresentOrElse(
            terms -> consents.applyGrant(stored.index(), granted, terms),
            () -> consents.missingTerms(stored.index(), granted));
  }

  private void applyConsent(StoredEntry stored, ConsentDenied denied) {
    terms(stored, denied.person(), denied.commitment())
        .ifPresentOrElse(
            terms -> consents.applyDenial(stored.index(), denied, terms),
            () -> consents.missingTerms(stored.index(), denied));
  }

  private void applyClosing(StoredEntry stored, AccessClosed closed) {
    if (history.find(closed.access()).isEmpty()) {
      return; // Its opening could not be read, so nothing is known of it here.
    }
    detail(stored, CloseDetail::decode)
        .filter(detail -> detail.commitment().equals(closed.commitment()))
        .ifPresentOrElse(
            detail -> history.closed(stored.index(), closed, detail),
            () -> history.closedUnreadable(stored.index(), closed));
  }

  private Optional<ConsentTerms> terms(StoredEntry stored, PersonTag person, Hash commitment) {
    return payloads
        .openForPerson(person, stored, commitment)
        .flatMap(plain -> decode(plain, ConsentTerms::decode));
  }

  private Optional<OpenedTerms> terms(StoredEntry stored, ReleaseRequested requested) {
    return payloads
        .openSaltedForNode(stored, requested.commitment())
        .flatMap(salted ->
            decode(salted.payload(), ReleaseTerms::decode)
                .map(terms -> new OpenedTerms(salted.salt(), terms)));
  }

  private <T> Optional<T> detail(StoredEntry stored, Decoder<T> decoder) {
    return payloads.openForNode(stored).flatMap(plain -> decode(plain, decoder));
  }

  @FunctionalInterface
  private interface Decoder<T> {
    T decode(byte[] bytes) throws MalformedCborException;
  }

  private static <T> Optional<T> decode(byte[] plain, Decoder<T> decoder) {
    try {
      return Optional.of(decoder.decode(plain));
    } catch (MalformedCborException e) {
      return Optional.empty();
    }
  }

  private static PublishedDataset known(DatasetPublished published, DatasetDetail detail) {
    return new PublishedDataset(
        published.dataset(),
        published.version(),
        detail.name(),
        published.sampleMap(),
        detail.mapSalt());
  }

  /// The keys of these people are destroyed: nothing that they sealed is kept open in memory.
  void forgetTerms(Collection<PersonTag> people) {
    people.forEach(consents::forgetTerms);
  }

  void sealedUpTo(long size) {
    sealed = Math.max(sealed, size);
    consents.sealedUpTo(size);
  }

  void advance(Instant now) {
    advanced = now;
    consents.advance(now);
  }

  /// A fold of no entry, of which no view is taken for one of this.
  PrivateFold afresh() {
    return new PrivateFold(payloads, ConsentFold.emptyAfter(consents.view().version()));
  }

  /// Brings this to where `other` is in everything but entries.
  void catchUpWith(PrivateFold other) {
    sealedUpTo(other.sealed);
    advance(other.advanced);
  }

  ConsentView consent() {
    return consents.view();
  }

  AccessHistory history() {
    return history;
  }

  /// Empty if nobody asked for such a release, or its terms cannot be opened here.
  Optional<OpenedTerms> release(ReleaseId id) {
    return Optional.ofNullable(releases.get(id));
  }

  List<PublishedDataset> datasets() {
    return List.copyOf(datasets.values());
  }
}
