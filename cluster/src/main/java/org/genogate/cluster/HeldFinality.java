package org.genogate.cluster;

import java.util.ArrayDeque;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.genogate.ledger.checkpoint.Checkpoint;
import org.genogate.ledger.checkpoint.SignedNote;
import org.genogate.ledger.log.Finality;

/// Keeps seals back until it is known what this node signed before.
final class HeldFinality implements Finality {

  private final Finality inner;
  private final ReentrantLock lock = new ReentrantLock();

  // Guarded by the lock.
  private final ArrayDeque<Runnable> held = new ArrayDeque<>();
  private boolean released;

  HeldFinality(Finality inner) {
    this.inner = inner;
  }

  /// From now on seals pass.
  void release() {
    lock.lock();
    try {
      released = true;
      held.forEach(Runnable::run);
      held.clear();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void sealed(Checkpoint checkpoint, SignedNote note, Consumer<SignedNote> publish) {
    pass(() -> inner.sealed(checkpoint, note, publish));
  }

  @Override
  public void refused(long index, String reason) {
    pass(() -> inner.refused(index, reason));
  }

  private void pass(Runnable call) {
    lock.lock();
    try {
      if (released) {
        call.run();
      } else {
        held.add(call);
      }
    } finally {
      lock.unlock();
    }
  }
}
