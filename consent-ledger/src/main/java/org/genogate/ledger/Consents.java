package org.genogate.ledger;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.genogate.ledger.consent.ConsentTerms;
import org.genogate.ledger.event.Asked;
import org.genogate.ledger.event.ConsentId;
import org.genogate.ledger.event.Event.ConsentRevoked;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.log.Draft;
import org.genogate.ledger.log.RefusedEntryException;
import org.genogate.ledger.merkle.Hash;
import org.genogate.ledger.state.Erasure;
import org.genogate.ledger.state.PublicFold;
import org.genogate.ledger.vault.KeyName;

/// What people allow, refuse, take back, and have destroyed.
///
/// Appends are asynchronous and can fail, as those of [Ledger].
public final class Consents {

  /// Two appends for one person at the same moment name the same predecessor; one of them has to
  /// try again.
  private static final int MOST_TRIES = 16;

  private final Appending appending;
  private final Folds folds;
  private final Scribe scribe;
  private final Consumer<Set<KeyName>> share;

  /// @param share offers keys to the nodes that decide, before what they seal is appended
  Consents(Appending appending, Folds folds, Scribe scribe, Consumer<Set<KeyName>> share) {
    this.appending = appending;
    this.folds = folds;
    this.scribe = scribe;
    this.share = share;
  }

  /// Records that `person` allows something. It acts once sealed.
  public CompletableFuture<Recorded> grant(
      PersonTag person, ConsentId consent, ConsentTerms terms, Asked asked) {
    return withKeyOf(
        person,
        previous -> scribe.granted(person, consent, terms, asked, previous),
        appending::append);
  }

  /// Records that `person` refuses something for good. It acts at once: when it is acknowledged, no
  /// node hands out anything more against it.
  public CompletableFuture<Recorded> deny(
      PersonTag person, ConsentId consent, ConsentTerms terms, Asked asked) {
    return withKeyOf(
        person,
        previous -> scribe.denied(person, consent, terms, asked, previous),
        appending::appendEverywhere);
  }

  private boolean isErased(PersonTag person) {
    return folds.publicly(fold -> fold.person(person).erasure()) instanceof Erasure.Ordered;
  }

  /// The rules would refuse it too, but there may be no key left to seal it with.
  private static CompletableFuture<Recorded> refusedForTheErased() {
    return CompletableFuture.failedFuture(
        new RefusedEntryException("a grant or denial of a person whose erasure was ordered"));
  }

  /// Records that `person` takes something back. It acts at once, as [#deny] does.
  public CompletableFuture<Recorded> revoke(
      PersonTag person, ConsentRevoked.Scope scope, Asked asked) {
    return after(
        person,
        previous -> scribe.revoked(person, scope, asked, previous),
        appending::appendEverywhere);
  }

  /// Records that the key of `person` is to be destroyed on every node. Their grants end at once,
  /// as [#revoke] ends them. Once the order is final each node destroys its copy of the key, and
  /// says so on the ledger: [#erasure] tells how far that is. There is no way back: nothing is ever
  /// granted again under this tag.
  public CompletableFuture<Recorded> erase(PersonTag person, Asked asked) {
    return appending.appendEverywhere(scribe.erasureOrdered(person, asked));
  }

  /// @return empty if nobody ordered it
  public Optional<ErasureStatus> erasure(PersonTag person) {
    var validators = folds.publicly(PublicFold::epoch).validators();
    return folds
        .erasures()
        .of(person)
        .map(erasure -> ErasureStatus.of(erasure, folds.erasures().isFinal(erasure), validators));
  }

  /// A person whom another node enrolled may come here before their key does.
  private CompletableFuture<Recorded> withKeyOf(
      PersonTag person,
      Function<Hash, Draft> draft,
      Function<Draft, CompletableFuture<Recorded>> append) {
    if (isErased(person)) {
      return refusedForTheErased();
    }
    if (!scribe.canWriteFor(person)) {
      return CompletableFuture.failedFuture(
          new IllegalStateException("the key that seals this person's terms is not here"));
    }
    share.accept(Set.of(KeyName.of(person)));
    return after(person, draft, append);
  }

  private CompletableFuture<Recorded> after(
      PersonTag person,
      Function<Hash, Draft> draft,
      Function<Draft, CompletableFuture<Recorded>> append) {
    return after(person, draft, append, MOST_TRIES);
  }

  private CompletableFuture<Recorded> after(
      PersonTag person,
      Function<Hash, Draft> draft,
      Function<Draft, CompletableFuture<Recorded>> append,
      int tries) {
    var previous = folds.latestEvent(person);
    return append
        .apply(draft.apply(previous))
        .exceptionallyCompose(failure -> {
          boolean overtaken =
              unwrapped(failure) instanceof RefusedEntryException
                  && !folds.latestEvent(person).equals(previous);
          return overtaken && tries > 1
              ? after(person, draft, append, tries - 1)
              : CompletableFuture.failedFuture(unwrapped(failure));
        });
  }

  private static Throwable unwrapped(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }
}
