package org.genogate.cluster.simulation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.log.Agenda;

/// A machine on which all work is one agenda and takes no time, with two clocks, neither of them
/// right. It pauses, sleeps and crashes.
public final class SimulatedMachine implements Agenda {

  /// What a right wall clock says when the timeline begins.
  public static final Instant BIRTH = Instant.parse("2026-11-24T12:00:00Z");

  private final Timeline timeline;
  private final ValidatorName name;
  private final double pace;
  private final ArrayDeque<Runnable> held = new ArrayDeque<>();
  private Duration wallOffset = Duration.ZERO;
  private double ownNanos;
  private long lastNow;
  private long life;
  private boolean up = true;
  private boolean paused;
  private boolean clockStopped;

  /// @param pace how many nanoseconds its clock counts in one
  /// @param beginNanos what it shows when the machine is made
  public SimulatedMachine(Timeline timeline, ValidatorName name, double pace, long beginNanos) {
    this.timeline = timeline;
    this.name = name;
    this.pace = pace;
    this.ownNanos = beginNanos;
    this.lastNow = timeline.nowNanos();
  }

  public ValidatorName name() {
    return name;
  }

  @Override
  public long nanoTime() {
    if (!clockStopped) {
      ownNanos += (timeline.nowNanos() - lastNow) * pace;
    }
    lastNow = timeline.nowNanos();
    return (long) ownNanos;
  }

  public Clock wall() {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return BIRTH.plus(wallOffset).plusNanos(timeline.nowNanos());
      }
    };
  }

  public void setWall(Duration offset) {
    wallOffset = offset;
  }

  @Override
  public void execute(Runnable task) {
    long mine = life;
    timeline.after(Duration.ZERO, () -> run(mine, task));
  }

  @Override
  public void schedule(Duration delay, Runnable task) {
    later(life, nanoTime() + delay.toNanos(), task);
  }

  private void later(long mine, long due, Runnable task) {
    long left = (long) Math.ceil((due - nanoTime()) / pace);
    timeline.after(
        Duration.ofNanos(Math.max(1, left)),
        () -> {
          if (mine == life && due - nanoTime() > 0) {
            later(mine, due, task);
          } else {
            run(mine, task);
          }
        });
  }

  private void run(long mine, Runnable task) {
    if (mine != life || !up) {
      return;
    }
    if (paused) {
      held.add(task);
    } else {
      task.run();
    }
  }

  /// Stops all work; the clocks go on.
  public void pause() {
    paused = true;
  }

  /// Stops all work and the clock that runs forward alone; only the wall clock goes on.
  public void suspend() {
    nanoTime();
    paused = true;
    clockStopped = true;
  }

  public void resume() {
    nanoTime();
    paused = false;
    clockStopped = false;
    long mine = life;
    var waiting = new ArrayDeque<>(held);
    held.clear();
    // Each in an event of its own, so that what a reader sees first after the pause is checked.
    waiting.forEach(task -> timeline.after(Duration.ZERO, () -> run(mine, task)));
  }

  public void crash() {
    resume();
    held.clear();
    life++;
    up = false;
  }

  public void boot() {
    up = true;
  }

  public boolean isUp() {
    return up;
  }

  /// Whether a reader on this machine would be running now.
  public boolean runs() {
    return up && !paused;
  }
}
