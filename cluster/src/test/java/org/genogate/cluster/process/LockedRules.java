package org.genogate.cluster.process;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.genogate.cluster.NumberRules;
import org.genogate.ledger.log.Admission;
import org.genogate.ledger.log.Draft;
import org.genogate.ledger.log.EntryRules;
import org.genogate.ledger.log.SealPosition;
import org.genogate.ledger.log.StoredEntry;
import org.genogate.ledger.merkle.Hash;

/// The rules of a ledger of numbers for the threads of a real node: judge, applier and readers.
final class LockedRules implements EntryRules {

  private final ReentrantLock lock = new ReentrantLock();

  // Guarded by the lock.
  private final NumberRules rules = new NumberRules((_, _) -> {});

  @Override
  public Admission admit(long index, Hash leaf, Draft draft) {
    lock.lock();
    try {
      return rules.admit(index, leaf, draft);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public byte[] seal(SealPosition position) {
    return rules.seal(position);
  }

  @Override
  public void abandon() {
    lock.lock();
    try {
      rules.abandon();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Optional<Broken> committed(List<StoredEntry> batch) {
    lock.lock();
    try {
      return rules.committed(batch);
    } finally {
      lock.unlock();
    }
  }

  /// For a replay, before anything runs.
  void take(StoredEntry stored) {
    lock.lock();
    try {
      var _ = rules.take(stored);
    } finally {
      lock.unlock();
    }
  }

  boolean isRevoked(long number) {
    lock.lock();
    try {
      return rules.isRevoked(number);
    } finally {
      lock.unlock();
    }
  }
}
