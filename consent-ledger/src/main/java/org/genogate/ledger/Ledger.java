package org.genogate.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.genogate.ledger.checkpoint.FraudProof;
import org.genogate.ledger.checkpoint.InvalidNoteException;
import org.genogate.ledger.checkpoint.SignedNote;
import org.genogate.ledger.event.DatasetTag;
import org.genogate.ledger.event.Entry;
import org.genogate.ledger.event.Event.KeyEnrolled;
import org.genogate.ledger.event.Event.PolicyChanged;
import org.genogate.ledger.event.SealRefusalCode;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.key.KeyId;
import org.genogate.ledger.key.SigningKey;
import org.genogate.ledger.log.LedgerLog;
import org.genogate.ledger.log.ThreadAgenda;
import org.genogate.ledger.receipt.AccessHistory;
import org.genogate.ledger.state.Epoch;
import org.genogate.ledger.vault.Vault;
import org.jspecify.annotations.Nullable;

/// The ledger of one node: what is appended is signed, sealed and committed here, and what it says
/// is asked here.
///
/// Every append is asynchronous and can fail; whoever asked must then act as if it were not
/// recorded. What an append changed is in [#view()] before its future completes.
public final class Ledger implements AutoCloseable {

  private final LedgerLog log;
  private final Folds folds;
  private final Scribe scribe;
  private final Appending appending;
  private final Replication replication;
  private final Parts parts;

  private final CompletableFuture<IOException> erasureFailure = new CompletableFuture<>();
  private volatile @Nullable ThreadAgenda erasing;

  /// What is asked of a ledger by those who come for one thing.
  record Parts(Consents consents, Accesses accesses, Receipts receipts, Releases releases) {}

  Ledger(
      LedgerLog log,
      Folds folds,
      Scribe scribe,
      Appending appending,
      Replication replication,
      Parts parts) {
    this.log = log;
    this.folds = folds;
    this.scribe = scribe;
    this.appending = appending;
    this.replication = replication;
    this.parts = parts;
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
    return appending
        .append(scribe.published(dataset, version, name, source, map))
        .thenApply(_ ->
            datasets().stream()
                .filter(known -> known.dataset().equals(dataset))
                .findFirst()
                .orElseThrow());
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
            appending.appender(),
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

  /// Whether other nodes keep this ledger too.
  public boolean isShared() {
    return replication.say() == Replication.Say.SHARED;
  }

  /// Records that this validator vouches for nothing from entry `index` on.
  public CompletableFuture<Recorded> refuseSeal(
      ValidatorName self, SigningKey node, long index, SealRefusalCode code) {
    return appending.append(scribe.sealRefused(self, node, index, code));
  }

  /// Records that the log's key signed two checkpoints that cannot both be, with the proof.
  ///
  /// @param one neither larger than this node's newest published checkpoint
  /// @throws InvalidNoteException unless they contradict each other
  public CompletableFuture<Recorded> proveEquivocation(SignedNote one, SignedNote other)
      throws InvalidNoteException, IOException {
    return appending.append(
        scribe.equivocation(FraudProof.of(one, other, log.tree(), log.verifierKey())));
  }

  /// Records who keeps the log from now on, as they agreed.
  ///
  /// @param change signed by all whom the law asks
  /// @param beside for the nodes alone, such as their addresses
  public CompletableFuture<Recorded> changePolicy(Entry change, byte[] beside) {
    if (!(change.event() instanceof PolicyChanged)) {
      throw new IllegalArgumentException("not a change of the policy");
    }
    return appending.append(scribe.prepared(change, beside));
  }

  /// Records a key that an older one vouches for.
  public CompletableFuture<Recorded> enroll(Entry enrolment) {
    if (!(enrolment.event() instanceof KeyEnrolled)) {
      throw new IllegalArgumentException("not the enrolment of a key");
    }
    return appending.append(scribe.prepared(enrolment, new byte[0]));
  }

  /// Whether the ledger knows a key, active or not.
  public boolean knowsKey(KeyId key) {
    return folds.publicly(fold -> fold.knowsKey(key));
  }

  /// Who keeps the log, as far as this node has read it; empty before the first entry.
  public Optional<Epoch> epoch() {
    return folds.keepers().map(Replication.Keepers::epoch);
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

  /// What people allow, refuse, take back, and have destroyed.
  public Consents consents() {
    return parts.consents();
  }

  /// What is done with data, and who was refused.
  public Accesses accesses() {
    return parts.accesses();
  }

  /// What one holder can verify of one access.
  public Receipts receipts() {
    return parts.receipts();
  }

  /// Who may use what for which project, and who agreed.
  public Releases releases() {
    return parts.releases();
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
