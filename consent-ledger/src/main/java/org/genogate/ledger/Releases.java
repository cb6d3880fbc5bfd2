package org.genogate.ledger;

import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.genogate.ledger.event.Asked;
import org.genogate.ledger.event.DatasetTag;
import org.genogate.ledger.event.Entry;
import org.genogate.ledger.event.Event.ReleaseEndorsed;
import org.genogate.ledger.event.MalformedEntryException;
import org.genogate.ledger.event.ReleaseId;
import org.genogate.ledger.key.PublicKey;
import org.genogate.ledger.key.SigningKey;
import org.genogate.ledger.log.LedgerLog;
import org.genogate.ledger.release.ReleaseRequest;
import org.genogate.ledger.release.ReleaseTerms;
import org.genogate.ledger.state.Release;
import org.jspecify.annotations.Nullable;

/// Who asked that datasets be released for a project, who agreed, and which questions that covers.
///
/// The law is judged on the open log by every node. What it cannot see, since it lies in the sealed
/// terms, is decided here: the project, the very purposes, and the end. A release whose terms
/// cannot be opened on this node covers nothing.
///
/// Appends are asynchronous and can fail, as those of [Ledger]; one that the law refuses fails with
/// [org.genogate.ledger.log.RefusedEntryException].
public final class Releases {

  private final String origin;
  private final LedgerLog log;
  private final Appending appending;
  private final Folds folds;
  private final Scribe scribe;
  private final @Nullable SigningKey operator;

  Releases(
      String origin,
      LedgerLog log,
      Appending appending,
      Folds folds,
      Scribe scribe,
      Optional<SigningKey> operator) {
    this.origin = origin;
    this.log = log;
    this.appending = appending;
    this.folds = folds;
    this.scribe = scribe;
    this.operator = operator.orElse(null);
  }

  /// Whether research by consent needs a release now.
  public boolean areWanted() {
    return folds.publicly(fold -> fold.epoch().endorsements().wantRelease());
  }

  /// Records that somebody asks, signed by the custodian in their place.
  ///
  /// @throws IllegalArgumentException if a dataset of the terms was not published
  public CompletableFuture<Recorded> request(ReleaseId id, ReleaseTerms terms, Asked asked) {
    return appending.append(scribe.releaseRequested(id, terms, tags(terms), asked));
  }

  private List<DatasetTag> tags(ReleaseTerms terms) {
    var known = folds.privateFold().datasets();
    for (var name : terms.datasets()) {
      if (known.stream().noneMatch(dataset -> dataset.name().equals(name))) {
        throw new IllegalArgumentException("a dataset that was not published");
      }
    }
    return known.stream()
        .filter(dataset -> terms.datasets().contains(dataset.name()))
        .map(PublishedDataset::dataset)
        .distinct()
        .toList();
  }

  /// Records that the custodian of this node agrees.
  public CompletableFuture<Recorded> endorse(ReleaseRequest request) {
    return appending.append(scribe.releaseEndorsed(request));
  }

  /// Records that somebody agrees who signed elsewhere.
  ///
  /// @throws IllegalArgumentException unless it is an endorsement of a release
  public CompletableFuture<Recorded> take(Entry endorsement) {
    if (!(endorsement.event() instanceof ReleaseEndorsed)) {
      throw new IllegalArgumentException("the entry endorses no release");
    }
    return appending.append(scribe.asSigned(endorsement));
  }

  /// Records a key of a committee, of a holder who had none.
  ///
  /// @throws NoOperatorKeyException on every node but the one that began the log
  public CompletableFuture<Recorded> enrollCommittee(PublicKey key) throws NoOperatorKeyException {
    if (operator == null) {
      throw new NoOperatorKeyException();
    }
    return appending.append(scribe.committeeEnrolled(key, operator));
  }

  /// Those whose terms can be opened here, oldest first.
  public List<ReleaseStanding> all() {
    return folds.publicly(
        fold -> fold.releases().stream().flatMap(release -> standing(release).stream()).toList());
  }

  public Optional<ReleaseStanding> find(ReleaseId id) {
    return folds.publicly(fold -> fold.release(id)).flatMap(this::standing);
  }

  /// All that somebody needs who is to agree. Empty if there is no such release, or its terms
  /// cannot be opened here.
  public Optional<ReleaseRequest> request(ReleaseId id) throws IOException {
    var release = folds.publicly(fold -> fold.release(id));
    var opened = folds.privateFold().release(id);
    if (release.isEmpty() || opened.isEmpty()) {
      return Optional.empty();
    }
    try {
      var entry = Entry.decode(log.read(release.get().index()).entry());
      return Optional.of(
          new ReleaseRequest(origin, entry, opened.get().salt(), opened.get().terms()));
    } catch (MalformedEntryException e) {
      throw new IllegalStateException("an entry that was folded cannot be read", e);
    }
  }

  /// The complete release that covers this question at this instant; of several the one that ends
  /// last.
  ///
  /// @param dataset whose readable name the question has
  public Optional<ReleaseStanding> covering(
      ReleaseTerms.Question question, DatasetTag dataset, Instant at) {
    var requester = scribe.tag(question.requester());
    return folds
        .publicly(fold ->
            fold.completeReleases(dataset, requester).stream()
                .flatMap(release -> standing(release).stream())
                .toList())
        .stream()
        .filter(standing -> standing.terms().cover(question, at))
        .max(Comparator.comparing(standing -> standing.terms().until()));
  }

  private Optional<ReleaseStanding> standing(Release release) {
    return folds
        .privateFold()
        .release(release.id())
        .map(opened ->
            new ReleaseStanding(
                release,
                opened.terms(),
                folds.publicly(fold -> release.missing(fold.epoch().endorsements()))));
  }
}
