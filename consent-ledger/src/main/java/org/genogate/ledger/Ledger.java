package org.genogate.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.genogate.ledger.checkpoint.FraudProof;
import org.genogate.ledger.checkpoint.InvalidNoteException;
import org.genogate.ledger.checkpoint.SignedNote;
import org.genogate.ledger.consent.ConsentTerms;
import org.genogate.ledger.event.AccessId;
import org.genogate.ledger.event.Asked;
import org.genogate.ledger.event.ConsentId;
import org.genogate.ledger.event.DatasetTag;
import org.genogate.ledger.event.Entry;
import org.genogate.ledger.event.Event.ConsentRevoked;
import org.genogate.ledger.event.Event.KeyEnrolled;
import org.genogate.ledger.event.Event.PolicyChanged;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.event.SealRefusalCode;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.key.KeyId;
import org.genogate.ledger.key.SigningKey;
import org.genogate.ledger.log.Appender;
import org.genogate.ledger.log.Committed;
import org.genogate.ledger.log.Draft;
import org.genogate.ledger.log.LedgerLog;
import org.genogate.ledger.log.RefusedEntryException;
import org.genogate.ledger.log.ThreadAgenda;
import org.genogate.ledger.merkle.Hash;
import org.genogate.ledger.receipt.AccessHistory;
import org.genogate.ledger.receipt.CloseDetail;
import org.genogate.ledger.receipt.CohortRoots;
import org.genogate.ledger.receipt.Outcome;
import org.genogate.ledger.receipt.Salt;
import org.genogate.ledger.state.Epoch;
import org.genogate.ledger.state.Erasure;
import org.genogate.ledger.state.PublicFold;
import org.genogate.ledger.vault.KeyName;
import org.genogate.ledger.vault.Vault;
import org.jspecify.annotations.Nullable;

/// The ledger of one node: what is appended is signed, sealed and committed here, and what it says
/// is asked here.
///
/// Every append is asynchronous and can fail; whoever asked must then act as if it were not
/// recorded. What an append changed is in [#view()] before its future completes.
public final class Ledger implements AutoCloseable {

  /// Two appends for one person at the same moment name the same predecessor; one of them has to
  /// try again.
  private static final int MOST_TRIES = 16;

  /// For refusals that no dataset can be named for.
  private static final DatasetTag NO_DATASET = new DatasetTag(new UUID(0, 0));

  private final LedgerLog log;
  private final Appender appender;
  private final Folds folds;
  private final Scribe scribe;
  private final CohortRoots roots;
  private final Receipts receipts;
  private final Releases releases;
  private final Replication replication;
  private final Clock clock;
  private final SecureRandom random;
  private final CompletableFuture<IOException> erasureFailure = new CompletableFuture<>();
  private volatile @Nullable ThreadAgenda erasing;

  /// Accesses that began in this run and did not end: somebody here knows how far they are.
  private final Set<AccessId> begun = ConcurrentHashMap.newKeySet();

  Ledger(
      LedgerLog log,
      Appender appender,
      Folds folds,
      Scribe scribe,
      CohortRoots roots,
      Receipts receipts,
      Releases releases,
      Replication replication,
      Clock clock,
      SecureRandom random) {
    this.log = log;
    this.appender = appender;
    this.folds = folds;
    this.scribe = scribe;
    this.roots = roots;
    this.receipts = receipts;
    this.releases = releases;
    this.replication = replication;
    this.clock = clock;
    this.random = random;
  }

  /// Opens the ledger in `directory`, or begins one. Accesses that a stop cut off are closed as
  /// unknown.
  ///
  /// @throws org.genogate.ledger.log.CorruptLogException if what is stored is not what was written
  public static Ledger open(
      Path directory, Vault vault, Clock clock, SecureRandom random, Replication replication)
      throws IOException {
    return open(directory, vault, clock, random, replication, FirstLaw.plain());
  }

  /// As the other, and begins a ledger under this law if there is none.
  public static Ledger open(
      Path directory,
      Vault vault,
      Clock clock,
      SecureRandom random,
      Replication replication,
      FirstLaw law)
      throws IOException {
    return new LedgerOpening(directory, vault, clock, random, replication, law).open();
  }

  /// Records a version of a dataset.
  ///
  /// @param source digest of the files it was built from
  /// @param map whose its samples are, as bytes that the caller keeps
  public CompletableFuture<PublishedDataset> publish(
      DatasetTag dataset, int version, String name, byte[] source, byte[] map) {
    return append(scribe.published(dataset, version, name, source, map))
        .thenApply(_ ->
            datasets().stream()
                .filter(known -> known.dataset().equals(dataset))
                .findFirst()
                .orElseThrow());
  }

  /// Records that `person` allows something. It acts once sealed.
  public CompletableFuture<Recorded> grant(
      PersonTag person, ConsentId consent, ConsentTerms terms, Asked asked) {
    return withKeyOf(
        person,
        previous -> scribe.granted(person, consent, terms, asked, previous),
        appender::append);
  }

  /// Records that `person` refuses something for good. It acts at once: when it is acknowledged, no
  /// node hands out anything more against it.
  public CompletableFuture<Recorded> deny(
      PersonTag person, ConsentId consent, ConsentTerms terms, Asked asked) {
    return withKeyOf(
        person,
        previous -> scribe.denied(person, consent, terms, asked, previous),
        appender::appendEverywhere);
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
        appender::appendEverywhere);
  }

  /// Records that the key of `person` is to be destroyed on every node. Their grants end at once,
  /// as [#revoke] ends them. Once the order is final each node destroys its copy of the key, and
  /// says so on the ledger: [#erasure] tells how far that is. There is no way back: nothing is ever
  /// granted again under this tag.
  public CompletableFuture<Recorded> erase(PersonTag person, Asked asked) {
    return appender
        .appendEverywhere(scribe.erasureOrdered(person, asked))
        .thenApply(this::recorded);
  }

  /// @return empty if nobody ordered it
  public Optional<ErasureStatus> erasure(PersonTag person) {
    var validators = folds.publicly(PublicFold::epoch).validators();
    return folds
        .erasures()
        .of(person)
        .map(erasure -> ErasureStatus.of(erasure, folds.erasures().isFinal(erasure), validators));
  }

  /// From now on this node destroys what the ledger orders, and goes on with what a stop cut off.
  void carryOutErasures(Vault vault) {
    var applying = replication.agendas().applying();
    var agenda = new ThreadAgenda("ledger-erasing");
    erasing = agenda;
    var carrying =
        new Erasing(
            folds.erasures(),
            vault,
            new SelfAmongNodes(folds, vault, scribe),
            appender,
            new Erasing.Effects(
                people -> applying.execute(() -> folds.forgetTerms(people)),
                erasureFailure::complete),
            agenda);
    folds.onFinal(carrying::look);
    carrying.look();
  }

  /// Completes if the vault's disk failed at an erasure: keys that should be gone may be on it, and
  /// are out of reach. A restart goes on with it.
  public CompletableFuture<IOException> erasureFailure() {
    return erasureFailure.copy();
  }

  /// Records that an access may begin.
  public CompletableFuture<Recorded> open(Opening opening) {
    var root = roots.root(opening.cohort(), opening.consulted().consent());
    begun.add(opening.access());
    return append(scribe.opened(opening, history().reference(opening.cohort()), root))
        .whenComplete((_, failure) -> {
          if (failure != null) {
            begun.remove(opening.access());
          }
        });
  }

  /// Records how an access ended.
  ///
  /// @param bytes of the body
  /// @param body its root
  /// @param ledgerSize the largest that any row's mask was computed at
  public CompletableFuture<Recorded> close(
      AccessId access, Outcome outcome, long bytes, long records, Hash body, long ledgerSize) {
    var detail =
        new CloseDetail(
            Salt.random(random), clock.instant(), bytes, records, outcome, body, ledgerSize);
    return append(scribe.closed(access, detail)).whenComplete((_, _) -> begun.remove(access));
  }

  /// Closes as unknown the accesses that this node began and nobody here knows the end of: those
  /// that a stop cut off, and those whose own end could not be recorded.
  ///
  /// @return fails if one of them could not be closed now
  public CompletableFuture<Void> closeAbandoned() throws IOException {
    var closings = new ArrayList<CompletableFuture<Recorded>>();
    for (var access : history().underWay()) {
      var id = access.event().access();
      if (!begun.contains(id) && scribe.wrote(log.read(access.index()))) {
        closings.add(close(id, Outcome.UNKNOWN, 0, 0, Hash.zero(), 0));
      }
    }
    return CompletableFuture.allOf(closings.toArray(CompletableFuture[]::new));
  }

  /// Whether other nodes keep this ledger too.
  public boolean isShared() {
    return replication.say() == Replication.Say.SHARED;
  }

  /// Records that requests were refused.
  public CompletableFuture<Recorded> refuse(Refusal refusal) {
    return append(scribe.refused(refusal, dataset(refusal)));
  }

  /// Records that this validator vouches for nothing from entry `index` on.
  public CompletableFuture<Recorded> refuseSeal(
      ValidatorName self, SigningKey node, long index, SealRefusalCode code) {
    return append(scribe.sealRefused(self, node, index, code));
  }

  /// Records that the log's key signed two checkpoints that cannot both be, with the proof.
  ///
  /// @param one neither larger than this node's newest published checkpoint
  /// @throws InvalidNoteException unless they contradict each other
  public CompletableFuture<Recorded> proveEquivocation(SignedNote one, SignedNote other)
      throws InvalidNoteException, IOException {
    return append(scribe.equivocation(FraudProof.of(one, other, log.tree(), log.verifierKey())));
  }

  /// Records who keeps the log from now on, as they agreed.
  ///
  /// @param change signed by all whom the law asks
  /// @param beside for the nodes alone, such as their addresses
  public CompletableFuture<Recorded> changePolicy(Entry change, byte[] beside) {
    if (!(change.event() instanceof PolicyChanged)) {
      throw new IllegalArgumentException("not a change of the policy");
    }
    return append(scribe.prepared(change, beside));
  }

  /// Records a key that an older one vouches for.
  public CompletableFuture<Recorded> enroll(Entry enrolment) {
    if (!(enrolment.event() instanceof KeyEnrolled)) {
      throw new IllegalArgumentException("not the enrolment of a key");
    }
    return append(scribe.prepared(enrolment, new byte[0]));
  }

  /// Whether the ledger knows a key, active or not.
  public boolean knowsKey(KeyId key) {
    return folds.publicly(fold -> fold.knowsKey(key));
  }

  /// Who keeps the log, as far as this node has read it; empty before the first entry.
  public Optional<Epoch> epoch() {
    return folds.keepers().map(Replication.Keepers::epoch);
  }

  private DatasetTag dataset(Refusal refusal) {
    var name =
        switch (refusal.about()) {
          case Refusal.About.Strangers _ -> "";
          case Refusal.About.Everybody(var who) -> who.dataset();
          case Refusal.About.One(var who, _) -> who.dataset();
        };
    return datasets().stream()
        .filter(known -> known.name().equals(name))
        .map(PublishedDataset::dataset)
        .findFirst()
        .orElse(NO_DATASET);
  }

  /// A person whom another node enrolled may come here before their key does.
  private CompletableFuture<Recorded> withKeyOf(
      PersonTag person,
      Function<Hash, Draft> draft,
      Function<Draft, CompletableFuture<Committed>> append) {
    if (isErased(person)) {
      return refusedForTheErased();
    }
    if (!scribe.canWriteFor(person)) {
      return CompletableFuture.failedFuture(
          new IllegalStateException("the key that seals this person's terms is not here"));
    }
    replication.share(Set.of(KeyName.of(person)));
    return after(person, draft, append);
  }

  private CompletableFuture<Recorded> after(
      PersonTag person,
      Function<Hash, Draft> draft,
      Function<Draft, CompletableFuture<Committed>> append) {
    return after(person, draft, append, MOST_TRIES).thenApply(this::recorded);
  }

  private CompletableFuture<Committed> after(
      PersonTag person,
      Function<Hash, Draft> draft,
      Function<Draft, CompletableFuture<Committed>> append,
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

  private CompletableFuture<Recorded> append(Draft draft) {
    return appender.append(draft).thenApply(this::recorded);
  }

  private Recorded recorded(Committed committed) {
    return new Recorded(committed.index(), committed.leaf(), clock.instant());
  }

  /// What is committed, and what it allows.
  public LedgerView view() {
    return folds.view();
  }

  /// Who looked at whom.
  public AccessHistory history() {
    return folds.privateFold().history();
  }

  /// The newest version of each dataset that was published.
  public List<PublishedDataset> datasets() {
    return folds.privateFold().datasets();
  }

  /// What one holder can verify of one access.
  public Receipts receipts() {
    return receipts;
  }

  /// Who may use what for which project, and who agreed.
  public Releases releases() {
    return releases;
  }

  /// The log below, to serve and to prove from.
  public LedgerLog log() {
    return log;
  }

  /// Whether anything can be recorded now.
  public boolean isAccepting() {
    return replication.isAccepting();
  }

  /// Whether what [#view()] says may be acted on: no newer revocation can have been acknowledged.
  /// To be asked again after computing and before anything is handed out. Costs nanoseconds.
  public boolean mayRead() {
    return replication.mayRead();
  }

  /// Sets what returns once nothing that an older view allowed is on its way to anybody any more. A
  /// revocation or denial is acknowledged after that, on this node as on any other.
  public void beforeObeying(Runnable awaitHandOvers) {
    folds.beforeObeying(awaitHandOvers);
  }

  /// Time passes: grants start and expire.
  public void advance(Instant now) {
    folds.advance(now);
  }

  /// Returns once everything committed before the call is sealed, and what it grants acts.
  public void awaitSealed() {
    folds.sealed(log.seal().join());
  }

  @Override
  public void close() throws IOException {
    // What it appends is not waited for: the next start goes on.
    var carrying = erasing;
    if (carrying != null) {
      carrying.close();
    }
    try {
      log.close();
    } finally {
      replication.close();
    }
  }
}
