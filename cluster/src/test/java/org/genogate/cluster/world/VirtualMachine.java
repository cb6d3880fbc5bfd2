package org.genogate.cluster.world;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.log.Agenda;

/// A machine: one agenda and two clocks, neither of them right. For one thread.
public final class VirtualMachine implements Agenda {

  /// What a right wall clock says when the world begins.
  public static final Instant BIRTH = Instant.parse("2026-11-24T12:00:00Z");

  private final VirtualWorld world;
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
  public VirtualMachine(VirtualWorld world, ValidatorName name, double pace) {
    this.world = world;
    this.name = name;
    this.pace = pace;
    this.ownNanos = world.random().nextInt();
    this.lastNow = world.now();
  }

  public ValidatorName name() {
    return name;
  }

  @Override
  public long nanoTime() {
    if (!clockStopped) {
      ownNanos += (world.now() - lastNow) * pace;
    }
    lastNow = world.now();
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
        return BIRTH.plus(wallOffset).plusNanos(world.now());
      }
    };
  }

  public void setWall(Duration offset) {
    wallOffset = offset;
  }

  @Override
  public void execute(Runnable task) {
    long mine = life;
    world.after(0, () -> run(mine, task));
  }

  @Override
  public void schedule(Duration delay, Runnable task) {
    later(life, nanoTime() + delay.toNanos(), task);
  }

  private void later(long mine, long due, Runnable task) {
    long left = (long) Math.ceil((due - nanoTime()) / pace);
    world.after(
        Math.max(1, left),
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
    waiting.forEach(task -> world.after(0, () -> run(mine, task)));
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
