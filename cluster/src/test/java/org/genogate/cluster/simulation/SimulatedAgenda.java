package org.genogate.cluster.simulation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.genogate.ledger.log.Agenda;

/// One thread of a simulated process: tasks one after another, each of which takes time.
///
/// It can be paused, as a process is by SIGSTOP, and killed.
public final class SimulatedAgenda implements Agenda {

  /// What a task costs besides what it says it spends.
  private static final long TASK_NANOS = 3_000;

  private final Timeline timeline;
  private final long originNanos;
  private final double rate;
  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private boolean scheduled;
  private boolean dead;
  private long freeAtNanos;
  private long spentNanos;

  /// @param originNanos what its clock shows when the timeline begins
  /// @param rate how fast its clock runs: 1, or nearly so
  public SimulatedAgenda(Timeline timeline, long originNanos, double rate) {
    this.timeline = timeline;
    this.originNanos = originNanos;
    this.rate = rate;
  }

  @Override
  public long nanoTime() {
    return originNanos + (long) ((timeline.nowNanos() + spentNanos) * rate);
  }

  @Override
  public void execute(Runnable task) {
    if (!dead) {
      tasks.add(task);
      schedulePump();
    }
  }

  @Override
  public void schedule(Duration delay, Runnable task) {
    if (!dead) {
      timeline.after(Duration.ofNanos((long) (delay.toNanos() / rate)), () -> execute(task));
    }
  }

  private void schedulePump() {
    if (!scheduled) {
      scheduled = true;
      timeline.at(freeAtNanos, this::pump);
    }
  }

  private void pump() {
    scheduled = false;
    if (dead || tasks.isEmpty()) {
      return;
    }
    if (freeAtNanos > timeline.nowNanos()) {
      schedulePump();
      return;
    }
    spentNanos = 0;
    tasks.remove().run();
    freeAtNanos = Math.max(freeAtNanos, timeline.nowNanos() + spentNanos + TASK_NANOS);
    spentNanos = 0;
    if (!tasks.isEmpty()) {
      schedulePump();
    }
  }

  /// What the task at hand takes longer, such as for a disk.
  public void spend(Duration time) {
    spentNanos += time.toNanos();
  }

  /// Nothing runs for a while; what comes meanwhile waits.
  public void pause(Duration time) {
    freeAtNanos = Math.max(freeAtNanos, timeline.nowNanos() + time.toNanos());
  }

  /// Nothing runs any more.
  public void kill() {
    dead = true;
    tasks.clear();
  }
}
