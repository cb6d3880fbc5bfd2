package org.genogate.ledger.log;

import java.util.ArrayList;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Who waits until something that only grows covers an entry: what is sealed, or what is folded.
final class Waiters {

  private record Waiter(long index, CompletableFuture<Long> covered) implements Comparable<Waiter> {
    @Override
    public int compareTo(Waiter other) {
      return Long.compare(index, other.index);
    }
  }

  private final ReentrantLock lock = new ReentrantLock();

  // Guarded by the lock.
  private final PriorityQueue<Waiter> waiting = new PriorityQueue<>();
  private long size;
  private @Nullable Throwable stopped;

  /// Completes with a size that covers `index`.
  CompletableFuture<Long> waitFor(long index) {
    var waiter = new Waiter(index, new CompletableFuture<>());
    lock.lock();
    try {
      if (index < size) {
        waiter.covered().complete(size);
      } else if (stopped != null) {
        waiter.covered().completeExceptionally(stopped);
      } else {
        waiting.add(waiter);
      }
    } finally {
      lock.unlock();
    }
    return waiter.covered();
  }

  /// So many entries are covered now. Tells whoever that serves, in this thread.
  void covered(long entries) {
    var served = new ArrayList<Waiter>();
    lock.lock();
    try {
      size = Math.max(size, entries);
      for (var next = waiting.peek(); next != null && next.index() < size; next = waiting.peek()) {
        served.add(waiting.remove());
      }
    } finally {
      lock.unlock();
    }
    served.forEach(waiter -> waiter.covered().complete(entries));
  }

  /// No more will come.
  void stop(Throwable reason) {
    var unserved = new ArrayList<Waiter>();
    lock.lock();
    try {
      stopped = reason;
      unserved.addAll(waiting);
      waiting.clear();
    } finally {
      lock.unlock();
    }
    unserved.forEach(waiter -> waiter.covered().completeExceptionally(reason));
  }
}
