package org.genogate.ledger.log;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// An agenda with a thread of its own.
public final class ThreadAgenda implements Agenda, AutoCloseable {

  private record Appointment(long at, long number, Runnable task)
      implements Comparable<Appointment> {
    @Override
    public int compareTo(Appointment other) {
      int byTime = Long.compare(at - other.at, 0);
      return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
  }

  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // Guarded by the lock.
  private final ArrayDeque<Runnable> ready = new ArrayDeque<>();
  private final PriorityQueue<Appointment> later = new PriorityQueue<>();
  private long number;
  private boolean closed;

  /// @param name of the thread, for whoever looks at a dump
  public ThreadAgenda(String name) {
    // Not virtual: encoders that compute on virtual threads can hold every carrier, and an
    // acknowledged revocation must not wait for them (four readers in a loop made it wait minutes).
    this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::work);
    thread.start();
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public void execute(Runnable task) {
    lock.lock();
    try {
      if (!closed) {
        ready.add(task);
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void schedule(Duration delay, Runnable task) {
    lock.lock();
    try {
      if (!closed) {
        later.add(new Appointment(System.nanoTime() + delay.toNanos(), number++, task));
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  private void work() {
    for (var task = next(); task != null; task = next()) {
      task.run();
    }
  }

  private @Nullable Runnable next() {
    lock.lock();
    try {
      while (!closed) {
        if (nanosToLater() <= 0) {
          return later.remove().task();
        }
        if (!ready.isEmpty()) {
          return ready.remove();
        }
        var _ = changed.awaitNanos(nanosToLater());
      }
    } catch (InterruptedException e) {
      // Nobody interrupts this thread but to end it.
      closed = true;
    } finally {
      lock.unlock();
    }
    return null;
  }

  private long nanosToLater() {
    return later.isEmpty() ? Long.MAX_VALUE : later.peek().at() - System.nanoTime();
  }

  /// Runs nothing more, and waits for the task that runs, unless that is what closes.
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
    if (Thread.currentThread().equals(thread)) {
      return;
    }
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
