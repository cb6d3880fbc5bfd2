package org.genogate.cluster.ordering;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.genogate.ledger.log.Agenda;
import org.jspecify.annotations.Nullable;

/// Runs one thing at a time: tasks of an agenda, and whoever starts or closes the ordering.
///
/// The lock makes [#end] final for any caller without waiting for the agenda, which a simulation
/// could not do.
final class Turns {

  private final Agenda agenda;

  /// Guards the three fields below.
  private final ReentrantLock lock = new ReentrantLock();

  private boolean ended;

  private boolean inTurn;

  /// What is left to do at the end of the last turn.
  private @Nullable Runnable ending;

  private final Runnable after;
  private final Consumer<Throwable> broken;

  /// @param after done at the end of each turn
  /// @param broken told what a turn threw
  Turns(Agenda agenda, Runnable after, Consumer<Throwable> broken) {
    this.agenda = agenda;
    this.after = after;
    this.broken = broken;
  }

  long nanoTime() {
    return agenda.nanoTime();
  }

  void submit(Runnable task) {
    agenda.execute(() -> take(task));
  }

  /// At once, if this is a turn already.
  void execute(Runnable task) {
    if (lock.isHeldByCurrentThread()) {
      task.run();
    } else {
      submit(task);
    }
  }

  void schedule(Duration delay, Runnable task) {
    agenda.schedule(delay, () -> take(task));
  }

  /// Takes a turn on the caller's thread.
  void take(Runnable task) {
    lock.lock();
    try {
      if (ended) {
        return;
      }
      inTurn = true;
      try {
        task.run();
        after.run();
      } catch (RuntimeException | Error e) {
        broken.accept(e);
      }
      inTurn = false;
      if (ending != null) {
        ending.run();
      }
    } finally {
      lock.unlock();
    }
  }

  /// The last turn: none begins after it. In a turn, `task` waits for its end: the core must not be
  /// ended by what it calls, or it may apply the same operation for ever.
  void end(Runnable task) {
    lock.lock();
    try {
      if (!ended) {
        ended = true;
        if (inTurn) {
          ending = task;
        } else {
          task.run();
        }
      }
    } finally {
      lock.unlock();
    }
  }
}
