package org.genogate.ledger.log;

import java.time.Duration;
import java.util.ArrayDeque;

/// An agenda whose tasks run when the test says so, on its thread. Time stands still: what is
/// scheduled for later never comes.
final class QueuedAgenda implements Agenda {

  private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();

  @Override
  public long nanoTime() {
    return 0;
  }

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
  }

  @Override
  public void schedule(Duration delay, Runnable task) {}

  void runAll() {
    for (var task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }
}
