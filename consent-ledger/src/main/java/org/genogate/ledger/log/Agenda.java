package org.genogate.ledger.log;

import java.time.Duration;
import java.util.concurrent.Executor;

/// One thread's worth of work: tasks run one after another, now or later, by a clock that only runs
/// forward.
///
/// What waits and what computes in this package and in the cluster is a task of some agenda, so
/// that a simulation can run all of them, of all nodes, on one thread and a clock of its own.
public interface Agenda extends Executor {

  /// A clock that runs forward alone, from an arbitrary start. Comparable within this process only.
  long nanoTime();

  /// Runs `task` after those handed over before. Never blocks. After a close nothing runs.
  @Override
  void execute(Runnable task);

  /// Runs `task` once `delay` has passed.
  void schedule(Duration delay, Runnable task);
}
