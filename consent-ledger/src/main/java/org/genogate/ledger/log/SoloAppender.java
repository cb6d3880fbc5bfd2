package org.genogate.ledger.log;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Commits on this node alone: one write and one fsync for whatever has queued up meanwhile.
///
/// Two threads: one writes segments, one publishes what was sealed, so that a commit never waits
/// for tiles. Whoever waits for an outcome is told on a third, virtual one: nothing they do can
/// hold up the log. A failure of either thread is final.
public final class SoloAppender implements Appender, AutoCloseable {

  /// More waiting drafts than this mean that the disk cannot keep up: new ones are turned away.
  private static final int MOST_WAITING = 1 << 16;

  private static final int MOST_BATCH_ENTRIES = 8192;
  private static final int MOST_BATCH_BYTES = 4 << 20;

  private final Sequencer sequencer;
  private final Publisher publisher;
  private final SealWaiters waiters;
  private final EntryRules rules;
  private final Duration sealInterval;
  private final long sealEntries;

  private final Thread writer = Thread.ofPlatform().name("ledger-writer").unstarted(this::write);
  private final ExecutorService publishing =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("ledger-publisher").factory());
  private final ExecutorService telling = Executors.newVirtualThreadPerTaskExecutor();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // Guarded by the lock.
  private final ArrayDeque<Submission> waiting = new ArrayDeque<>();
  private State state = State.NEW;
  private boolean sealWanted;
  private boolean publishingNow;
  private @Nullable Throwable failure;

  // System.nanoTime() of the last seal: an interval must not depend on a clock that is set.
  private long lastSeal = System.nanoTime();

  private enum State {
    NEW,
    RUNNING,
    CLOSING,
    STOPPED
  }

  /// What the writer does next.
  private record Turn(List<Submission> submissions, Step step) {}

  private enum Step {
    COMMIT,
    COMMIT_AND_SEAL,
    STOP
  }

  SoloAppender(
      LogSettings settings,
      Sequencer sequencer,
      Publisher publisher,
      SealWaiters waiters,
      EntryRules rules) {
    this.sequencer = sequencer;
    this.publisher = publisher;
    this.waiters = waiters;
    this.rules = rules;
    this.sealInterval = settings.sealInterval();
    this.sealEntries = settings.sealEntries();
  }

  void start() {
    lock.lock();
    try {
      if (state != State.NEW) {
        throw new IllegalStateException("a log is started once");
      }
      state = State.RUNNING;
    } finally {
      lock.unlock();
    }
    writer.start();
  }

  /// @throws IllegalStateException if the log was not started yet
  @Override
  public CompletableFuture<Committed> append(Draft draft) {
    var submission = new Submission(draft);
    lock.lock();
    try {
      switch (state) {
        case NEW -> throw new IllegalStateException("the log is not started");
        case CLOSING, STOPPED -> submission.outcome().completeExceptionally(stopped());
        case RUNNING -> {
          if (waiting.size() < MOST_WAITING) {
            waiting.add(submission);
            changed.signal();
          } else {
            submission.outcome().completeExceptionally(busy());
          }
        }
      }
    } finally {
      lock.unlock();
    }
    return submission.outcome();
  }

  boolean isRunning() {
    lock.lock();
    try {
      return state == State.RUNNING;
    } finally {
      lock.unlock();
    }
  }

  private static AppendFailedException busy() {
    return new AppendFailedException("the log has " + MOST_WAITING + " drafts waiting already");
  }

  private AppendFailedException stopped() {
    lock.lock();
    try {
      return failure == null
          ? new AppendFailedException("the log is closed")
          : new AppendFailedException("the log has failed and takes no more entries", failure);
    } finally {
      lock.unlock();
    }
  }

  /// Seals without waiting for the interval, if there is news.
  void wantSeal() {
    lock.lock();
    try {
      sealWanted = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  private void write() {
    try {
      for (var turn = next(); turn.step() != Step.STOP; turn = next()) {
        take(turn);
      }
      stop();
    } catch (Throwable e) {
      // Whatever it was: what the rules hold and what is stored can no longer be known to agree.
      fail(e);
    }
  }

  private void take(Turn turn) throws IOException {
    Sequencer.Outcome outcome;
    try {
      outcome =
          turn.step() == Step.COMMIT_AND_SEAL
              ? sequencer.commitAndSeal(turn.submissions())
              : sequencer.commit(turn.submissions());
    } catch (Throwable e) {
      fail(e);
      refuse(turn.submissions());
      throw e;
    }
    outcome.news().forEach(telling::execute);
    publish(outcome.sealed());
  }

  private void publish(OptionalLong sealed) {
    if (sealed.isEmpty()) {
      return;
    }
    lastSeal = System.nanoTime();
    lock.lock();
    try {
      publishingNow = true;
    } finally {
      lock.unlock();
    }
    publishing.execute(() -> publish(sealed.getAsLong()));
  }

  private void publish(long size) {
    try {
      publisher.publish(size);
      rules.sealed(size);
    } catch (Throwable e) {
      fail(e);
      return;
    }
    telling.execute(() -> waiters.covered(size));
    lock.lock();
    try {
      publishingNow = false;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  private Turn next() throws InterruptedException {
    lock.lock();
    try {
      while (state != State.STOPPED) {
        if (!waiting.isEmpty() || sealIsDue()) {
          boolean seal = sealIsDue();
          sealWanted = sealWanted && !seal;
          return new Turn(takeWaiting(), seal ? Step.COMMIT_AND_SEAL : Step.COMMIT);
        }
        if (state == State.CLOSING && !publishingNow) {
          return new Turn(List.of(), Step.STOP);
        }
        var _ = changed.awaitNanos(nanosToWait());
      }
      return new Turn(List.of(), Step.STOP);
    } finally {
      lock.unlock();
    }
  }

  private List<Submission> takeWaiting() {
    var taken = new ArrayList<Submission>();
    long bytes = 0;
    while (!waiting.isEmpty() && taken.size() < MOST_BATCH_ENTRIES && bytes < MOST_BATCH_BYTES) {
      var submission = waiting.remove();
      taken.add(submission);
      bytes += submission.draft().entry().length + submission.draft().payload().length;
    }
    return taken;
  }

  /// One seal is published before the next is made: a slow disk makes seals rarer, not a queue of
  /// them.
  private boolean sealIsDue() {
    long news = sequencer.unsealed() + waiting.size();
    return news > 0
        && !publishingNow
        && (sealWanted
            || state == State.CLOSING
            || sequencer.unsealed() >= sealEntries
            || nanosToSeal() <= 0);
  }

  private long nanosToSeal() {
    return lastSeal + sealInterval.toNanos() - System.nanoTime();
  }

  private long nanosToWait() {
    return sequencer.unsealed() > 0 && !publishingNow ? nanosToSeal() : Long.MAX_VALUE;
  }

  /// Ends the log for good. What waits fails, and whoever asks later is told why.
  private void fail(Throwable cause) {
    lock.lock();
    try {
      if (failure == null) {
        failure = cause;
      }
    } finally {
      lock.unlock();
    }
    stop();
  }

  private void stop() {
    List<Submission> unserved;
    lock.lock();
    try {
      state = State.STOPPED;
      unserved = List.copyOf(waiting);
      waiting.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    refuse(unserved);
    var reason = stopped();
    telling.execute(() -> waiters.stop(reason));
  }

  private void refuse(List<Submission> submissions) {
    var reason = stopped();
    telling.execute(
        () -> submissions.forEach(each -> each.outcome().completeExceptionally(reason)));
  }

  /// Commits and seals what waits, then stops.
  @Override
  public void close() {
    lock.lock();
    try {
      if (state == State.RUNNING) {
        state = State.CLOSING;
      } else if (state == State.NEW) {
        state = State.STOPPED;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    joinWriter();
    publishing.close();
    telling.close();
  }

  private void joinWriter() {
    boolean interrupted = false;
    while (writer.isAlive()) {
      try {
        writer.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
