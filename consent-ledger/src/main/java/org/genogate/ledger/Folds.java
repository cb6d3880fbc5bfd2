package org.genogate.ledger;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.genogate.ledger.event.Entry;
import org.genogate.ledger.event.Event.BlockSealed;
import org.genogate.ledger.event.MalformedEntryException;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.log.Admission;
import org.genogate.ledger.log.Committed;
import org.genogate.ledger.log.CorruptLogException;
import org.genogate.ledger.log.Draft;
import org.genogate.ledger.log.EntryRules;
import org.genogate.ledger.log.SealPosition;
import org.genogate.ledger.log.StoredEntry;
import org.genogate.ledger.merkle.Hash;
import org.genogate.ledger.state.PublicFold;
import org.genogate.ledger.state.Verdict;

/// Moves the two folds on as the log grows.
///
/// The public fold takes an entry when it is admitted, since the next draft of a batch must be
/// judged after it. The private fold takes it when it is durable. Both are written by the log's one
/// writer; each has a lock only for those who come from elsewhere (proofs, seals, the clock).
final class Folds implements EntryRules {

  private final ReentrantLock publicLock = new ReentrantLock();
  private final ReentrantLock privateLock = new ReentrantLock();
  private final PublicFold publicFold;
  private final PrivateFold privateFold;
  private final Clock clock;
  private final Queue<Admitted> admitted = new ArrayDeque<>();
  private Instant lastSeal;
  private volatile LedgerView view;

  /// @param publicFold of no entry yet, like `privateFold`
  Folds(PublicFold publicFold, PrivateFold privateFold, Clock clock) {
    this.publicFold = publicFold;
    this.privateFold = privateFold;
    this.clock = clock;
    this.lastSeal = Instant.EPOCH;
    this.view = new LedgerView(0, publicFold.stateRoot(), privateFold.consent());
  }

  private record Admitted(long index, Entry entry, Hash stateRoot) {}

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
    admitted.add(new Admitted(index, entry, publicFold.stateRoot()));
  }

  @Override
  public void committed(List<StoredEntry> batch) {
    privateLock.lock();
    try {
      for (var stored : batch) {
        var next = admitted.remove();
        if (next.index() != stored.index()) {
          throw new IllegalStateException(
              "entry %d is durable, entry %d was admitted next"
                  .formatted(stored.index(), next.index()));
        }
        privateFold.apply(stored, next.entry().event());
        view = new LedgerView(stored.index() + 1, next.stateRoot(), privateFold.consent());
      }
    } finally {
      privateLock.unlock();
    }
    publicLock.lock();
    try {
      publicFold.settle(view.size());
    } finally {
      publicLock.unlock();
    }
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
    publicFold.settle(publicFold.size());
    if (entry.event() instanceof BlockSealed seal) {
      lastSeal = seal.time();
    }
    privateFold.apply(stored, entry.event());
    view = new LedgerView(stored.index() + 1, publicFold.stateRoot(), privateFold.consent());
  }

  /// The first `size` entries stand under a published checkpoint: the grants among them act.
  @Override
  public void sealed(long size) {
    privately(() -> privateFold.sealedUpTo(size));
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
