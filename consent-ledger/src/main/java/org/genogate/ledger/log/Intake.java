package org.genogate.ledger.log;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Where drafts wait to be judged: open while this node leads, or may yet, and turning them away
/// when it does not, is behind, or has stopped. For any thread.
final class Intake {

  /// More waiting drafts than this mean that the disk cannot keep up: new ones are turned away.
  private static final int MOST_WAITING = 1 << 16;

  private static final int MOST_BATCH_ENTRIES = 8192;
  private static final int MOST_BATCH_BYTES = 4 << 20;

  private final Agenda agenda;
  private final Runnable turn;

  private final ReentrantLock lock = new ReentrantLock();

  // Guarded by the lock.
  private final ArrayDeque<Submission> waiting = new ArrayDeque<>();
  private State state = State.STARTING;
  private boolean turnIsDue;
  private @Nullable Throwable failure;

  private enum State {
    /// Nobody knows yet who leads: drafts wait.
    STARTING,
    LEADING,
    FOLLOWING,
    CLOSING,
    STOPPED
  }

  /// @param turn run on `agenda` after drafts have come: once for all that came since it last was
  Intake(Agenda agenda, Runnable turn) {
    this.agenda = agenda;
    this.turn = turn;
  }

  CompletableFuture<Committed> append(Draft draft) {
    var submission = new Submission(draft);
    lock.lock();
    try {
      switch (state) {
        case CLOSING, STOPPED -> submission.fail(stopped());
        case FOLLOWING -> submission.fail(elsewhere());
        case STARTING, LEADING -> {
          if (waiting.size() < MOST_WAITING) {
            waiting.add(submission);
            wantTurn();
          } else {
            submission.fail(busy());
          }
        }
      }
    } finally {
      lock.unlock();
    }
    return submission.outcome();
  }

  private void wantTurn() {
    if (!turnIsDue) {
      turnIsDue = true;
      agenda.execute(this::takeTurn);
    }
  }

  private void takeTurn() {
    lock.lock();
    try {
      turnIsDue = false;
    } finally {
      lock.unlock();
    }
    turn.run();
  }

  private static AppendFailedException busy() {
    return new AppendFailedException("the log has " + MOST_WAITING + " drafts waiting already");
  }

  /// For drafts that another node may take.
  static NotOrderedException elsewhere() {
    return new NotOrderedException("another node leads");
  }

  /// For whatever comes too late: says why, if the log has failed.
  AppendFailedException stopped() {
    lock.lock();
    try {
      return failure == null
          ? new AppendFailedException("the log is closed")
          : new AppendFailedException("the log has failed and takes no more entries", failure);
    } finally {
      lock.unlock();
    }
  }

  boolean isLeading() {
    return is(State.LEADING);
  }

  boolean isClosing() {
    return is(State.CLOSING);
  }

  private boolean is(State asked) {
    lock.lock();
    try {
      return state == asked;
    } finally {
      lock.unlock();
    }
  }

  /// As much of what waits, in the order it came, as one batch should hold.
  List<Submission> take() {
    var taken = new ArrayList<Submission>();
    long bytes = 0;
    lock.lock();
    try {
      while (!waiting.isEmpty() && taken.size() < MOST_BATCH_ENTRIES && bytes < MOST_BATCH_BYTES) {
        var submission = waiting.remove();
        taken.add(submission);
        bytes += submission.draft().entry().length + submission.draft().payload().length;
      }
    } finally {
      lock.unlock();
    }
    return taken;
  }

  void lead() {
    enter(State.LEADING);
  }

  /// @return what waits, to be turned away
  List<Submission> follow() {
    enter(State.FOLLOWING);
    return takeAll();
  }

  /// Takes nothing more. What waits is still to be judged.
  void close() {
    enter(State.CLOSING);
  }

  /// Whatever a log that closes hears of leadership, it stays closed.
  private void enter(State next) {
    lock.lock();
    try {
      if (state != State.CLOSING && state != State.STOPPED) {
        state = next;
      }
    } finally {
      lock.unlock();
    }
  }

  /// From now on [#stopped()] names `cause`, unless there was one before.
  void fail(Throwable cause) {
    lock.lock();
    try {
      if (failure == null) {
        failure = cause;
      }
    } finally {
      lock.unlock();
    }
  }

  /// Takes nothing more, for good.
  ///
  /// @return what waits, to be turned away
  List<Submission> stop() {
    lock.lock();
    try {
      state = State.STOPPED;
    } finally {
      lock.unlock();
    }
    return takeAll();
  }

  private List<Submission> takeAll() {
    lock.lock();
    try {
      var taken = List.copyOf(waiting);
      waiting.clear();
      return taken;
    } finally {
      lock.unlock();
    }
  }
}
