package org.genogate.ledger;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.genogate.ledger.Replication.Keepers;
import org.genogate.ledger.event.Entry;
import org.genogate.ledger.event.Event;
import org.genogate.ledger.event.Event.BlockSealed;
import org.genogate.ledger.event.Event.ConsentDenied;
import org.genogate.ledger.event.Event.ConsentRevoked;
import org.genogate.ledger.event.Event.ErasureOrdered;
import org.genogate.ledger.event.Event.Genesis;
import org.genogate.ledger.event.Event.PolicyChanged;
import org.genogate.ledger.event.MalformedEntryException;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.log.Admission;
import org.genogate.ledger.log.Batch;
import org.genogate.ledger.log.Committed;
import org.genogate.ledger.log.CorruptLogException;
import org.genogate.ledger.log.Draft;
import org.genogate.ledger.log.EntryRules;
import org.genogate.ledger.log.LedgerLog;
import org.genogate.ledger.log.SealPosition;
import org.genogate.ledger.log.StoredEntry;
import org.genogate.ledger.merkle.Hash;
import org.genogate.ledger.state.PublicFold;
import org.genogate.ledger.state.Verdict;
import org.jspecify.annotations.Nullable;

/// Moves the two folds on as the log grows.
///
/// While this node leads, the public fold takes an entry when it is admitted, since the next draft
/// must be judged after it; what turns out not to be committed is taken back. The private fold
/// takes an entry when it is committed, and what another node admitted is judged then. Each fold
/// has a lock, because drafts, committed entries, proofs and the clock come from different threads.
final class Folds implements EntryRules {

  private final ReentrantLock publicLock = new ReentrantLock();
  private final ReentrantLock privateLock = new ReentrantLock();
  private final PublicFold publicFold;
  private final Clock clock;

  // Guarded by the private lock: committed entries that have no effect.
  private final Set<Long> broken = new HashSet<>();

  // Guarded by the public lock: what was admitted here and is not committed yet.
  private final ArrayDeque<Admitted> admitted = new ArrayDeque<>();
  private long committed;
  private Instant lastSeal = Instant.EPOCH;
  private Instant lastCommittedSeal = Instant.EPOCH;

  private volatile PrivateFold privateFold;
  private volatile LedgerView view;
  private volatile @Nullable Keepers keepers;
  private volatile Runnable awaitHandOvers = () -> {};
  private volatile Runnable lookAtErasures = () -> {};

  private final Erasures erasures = new Erasures();

  /// @param publicFold of no entry yet, like `privateFold`
  Folds(PublicFold publicFold, PrivateFold privateFold, Clock clock) {
    this.publicFold = publicFold;
    this.privateFold = privateFold;
    this.clock = clock;
    this.view = new LedgerView(0, publicFold.stateRoot(), privateFold.consent());
  }

  /// An entry in the public fold, and the state's root after it.
  private record Admitted(long index, Hash leaf, Entry entry, Hash stateRoot) {}

  /// What came of judging a committed entry.
  private sealed interface Judged {
    record Sound(Entry entry, Hash stateRoot) implements Judged {}

    record Against(String reason) implements Judged {}
  }

  @Override
  public Admission admit(long index, Hash leaf, Draft draft) {
    Entry entry;
    try {
      entry = Entry.decode(draft.entry());
    } catch (MalformedEntryException e) {
      return new Admission.Refused("not an entry: " + e.getMessage());
    }
    publicLock.lock();
    try {
      return switch (publicFold.check(entry)) {
        case Verdict.Sound _ -> {
          take(index, leaf, entry);
          yield new Admission.Admitted();
        }
        case Verdict.Seen(long earlier, Hash earlierLeaf) ->
            new Admission.Duplicate(new Committed(earlier, earlierLeaf));
        case Verdict.Broken(String reason) -> new Admission.Refused(reason);
      };
    } finally {
      publicLock.unlock();
    }
  }

  @Override
  public byte[] seal(SealPosition position) {
    publicLock.lock();
    try {
      // Each seal is later than the one before it, whatever the clock does.
      var earliest = lastSeal.plusMillis(1);
      var now = clock.instant();
      lastSeal = now.isBefore(earliest) ? earliest : now;
      var entry =
          Entry.unsigned(
              new BlockSealed(
                  publicFold.epoch().number(),
                  position.block(),
                  position.previousSeal(),
                  position.firstIndex(),
                  publicFold.stateRoot(),
                  lastSeal));
      take(position.index(), entry.leaf(), entry);
      return entry.encode();
    } finally {
      publicLock.unlock();
    }
  }

  private void take(long index, Hash leaf, Entry entry) {
    publicFold.apply(index, leaf, entry);
    admitted.add(new Admitted(index, leaf, entry, publicFold.stateRoot()));
  }

  @Override
  public void abandon() {
    publicLock.lock();
    try {
      takeBack();
    } finally {
      publicLock.unlock();
    }
  }

  private void takeBack() {
    publicFold.rewind(committed);
    admitted.clear();
    lastSeal = lastCommittedSeal;
  }

  @Override
  public Optional<Broken> committed(List<StoredEntry> batch) {
    Optional<Broken> found = Optional.empty();
    boolean forbids = false;
    for (var stored : batch) {
      switch (judge(stored)) {
        case Judged.Sound(var entry, var root) -> {
          privately(() -> privateFold.apply(stored, entry.event()), stored.index() + 1, root);
          erasures.apply(stored.index(), entry.event());
          forbids |= forbids(entry.event());
        }
        case Judged.Against(var reason) -> {
          found = found.or(() -> Optional.of(new Broken(stored.index(), reason)));
          privately(() -> broken.add(stored.index()), stored.index() + 1, view.stateRoot());
        }
      }
    }
    if (forbids) {
      awaitHandOvers.run();
    }
    return found;
  }

  private static boolean forbids(Event event) {
    return event instanceof ConsentRevoked
        || event instanceof ConsentDenied
        || event instanceof ErasureOrdered;
  }

  /// See [Ledger#beforeObeying].
  void beforeObeying(Runnable handOversAwaited) {
    awaitHandOvers = handOversAwaited;
  }

  /// Sets what is run whenever an erasure may have become final.
  void onFinal(Runnable lookAtErasures) {
    this.lookAtErasures = lookAtErasures;
  }

  Erasures erasures() {
    return erasures;
  }

  /// The keys of these people are destroyed: nothing that they sealed is kept open in memory.
  ///
  /// Not while payloads are opened anew: called by the applying agenda.
  void forgetTerms(Collection<PersonTag> people) {
    privately(() -> privateFold.forgetTerms(people));
  }

  /// The verdict on a committed entry, which is in the public fold afterwards.
  private Judged judge(StoredEntry stored) {
    publicLock.lock();
    try {
      var next = admitted.poll();
      if (next == null || next.index() != stored.index() || !next.leaf().equals(stored.leaf())) {
        takeBack();
        return judgeAnew(stored);
      }
      settle(stored.index() + 1, next.entry());
      return new Judged.Sound(next.entry(), next.stateRoot());
    } finally {
      publicLock.unlock();
    }
  }

  private Judged judgeAnew(StoredEntry stored) {
    Entry entry;
    try {
      entry = Entry.decode(stored.entry());
    } catch (MalformedEntryException e) {
      return passOver(stored, "not an entry: " + e.getMessage());
    }
    boolean sealed = stored.kind() == Batch.Kind.SEAL;
    if (sealed != entry.event() instanceof BlockSealed) {
      return passOver(stored, "a seal where none should be, or none where it should");
    }
    return switch (publicFold.check(entry)) {
      case Verdict.Broken(var reason) -> passOver(stored, reason);
      case Verdict.Seen _ -> passOver(stored, "an event for the second time");
      case Verdict.Sound _ -> {
        publicFold.apply(stored.index(), stored.leaf(), entry);
        settle(stored.index() + 1, entry);
        yield new Judged.Sound(entry, publicFold.stateRoot());
      }
    };
  }

  private Judged passOver(StoredEntry stored, String reason) {
    publicFold.skip(stored.index());
    committed = stored.index() + 1;
    publicFold.settle(committed);
    return new Judged.Against(reason);
  }

  private void settle(long size, Entry entry) {
    committed = size;
    publicFold.settle(size);
    if (entry.event() instanceof BlockSealed seal) {
      lastCommittedSeal = seal.time();
      lastSeal = lastSeal.isAfter(seal.time()) ? lastSeal : seal.time();
    }
    if (entry.event() instanceof Genesis) {
      keepersChanged(0, size - 1);
    } else if (entry.event() instanceof PolicyChanged changed) {
      keepersChanged(changed.epoch(), size - 1);
    }
  }

  /// What was admitted and is not committed yet may have changed them once more.
  private void keepersChanged(int number, long index) {
    var former = new HashSet<ValidatorName>();
    for (var epoch : publicFold.epochs()) {
      if (epoch.number() < number) {
        former.addAll(epoch.names());
      } else if (epoch.number() == number) {
        former.removeAll(epoch.names());
        keepers = new Keepers(epoch, former, index);
      }
    }
  }

  /// Who keeps the log, by the newest committed entry about that.
  Optional<Keepers> keepers() {
    return Optional.ofNullable(keepers);
  }

  /// Takes an entry that an earlier run committed.
  ///
  /// @param sealed whether it stands under a checkpoint that this log signed: then it was judged
  ///   before, and its bytes are those that were judged. Checking the signatures of a long log
  ///   again would take minutes
  /// @throws CorruptLogException if the rules would not have admitted it
  void replay(StoredEntry stored, boolean sealed) throws CorruptLogException {
    Entry entry;
    try {
      entry = Entry.decode(stored.entry());
    } catch (MalformedEntryException e) {
      throw new CorruptLogException("entry %d is not an entry".formatted(stored.index()), e);
    }
    if (!sealed && !(publicFold.check(entry) instanceof Verdict.Sound)) {
      throw new CorruptLogException("entry %d breaks the rules".formatted(stored.index()));
    }
    publicFold.apply(stored.index(), stored.leaf(), entry);
    settle(stored.index() + 1, entry);
    privateFold.apply(stored, entry.event());
    erasures.apply(stored.index(), entry.event());
    view = new LedgerView(stored.index() + 1, publicFold.stateRoot(), privateFold.consent());
  }

  /// Keys came that were missing: what lies beside the entries is opened and folded anew. Takes as
  /// long as a start does; what was known before is answered meanwhile.
  ///
  /// Not while entries are committed: called by the applying agenda.
  void foldAgain(LedgerLog log) throws IOException {
    var before = privateFold;
    var again = before.afresh();
    log.replay(
        0,
        stored -> {
          if (!broken.contains(stored.index())) {
            again.apply(stored, decoded(stored).event());
          }
        });
    privateLock.lock();
    try {
      again.catchUpWith(before);
      privateFold = again;
      view = new LedgerView(view.size(), view.stateRoot(), again.consent());
    } finally {
      privateLock.unlock();
    }
    // A stream under way compares versions: it never widens, and may find less permitted now.
    awaitHandOvers.run();
  }

  private static Entry decoded(StoredEntry stored) {
    try {
      return Entry.decode(stored.entry());
    } catch (MalformedEntryException e) {
      throw new IllegalStateException("an entry that was folded cannot be read", e);
    }
  }

  /// The first `size` entries stand under a published checkpoint: the grants among them act.
  @Override
  public void sealed(long size) {
    privately(() -> privateFold.sealedUpTo(size));
    erasures.sealed(size);
    lookAtErasures.run();
  }

  /// Time passes: grants start and expire.
  void advance(Instant now) {
    privately(() -> privateFold.advance(now));
  }

  private void privately(Runnable change) {
    privateLock.lock();
    try {
      change.run();
      view = new LedgerView(view.size(), view.stateRoot(), privateFold.consent());
    } finally {
      privateLock.unlock();
    }
  }

  private void privately(Runnable change, long size, Hash stateRoot) {
    privateLock.lock();
    try {
      change.run();
      view = new LedgerView(size, stateRoot, privateFold.consent());
    } finally {
      privateLock.unlock();
    }
  }

  PrivateFold privateFold() {
    return privateFold;
  }

  LedgerView view() {
    return view;
  }

  /// Leaf hash of the newest event of `person` that was admitted, or [Hash#zero()].
  Hash latestEvent(PersonTag person) {
    return publicly(fold -> fold.person(person).lastEvent());
  }

  <T> T publicly(Function<PublicFold, T> question) {
    publicLock.lock();
    try {
      return question.apply(publicFold);
    } finally {
      publicLock.unlock();
    }
  }
}
