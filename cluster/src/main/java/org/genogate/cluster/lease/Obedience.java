package org.genogate.cluster.lease;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/// The revocations that wait until everybody obeys them, under one reign. For one agenda.
final class Obedience {

  /// Questions for news that come closer together are asked as one.
  private static final Duration HURRY = Duration.ofMillis(1);

  private final Leases.Node node;
  private final Reign reign;
  private final TreeMap<Long, List<CompletableFuture<Void>>> awaited = new TreeMap<>();
  private boolean over;
  private boolean hurrying;
  private long hurriedNanos;
  private long asked;
  private long wakes;
  private long wakeNanos;

  Obedience(Leases.Node node, Reign reign) {
    this.node = node;
    this.reign = reign;
    this.hurriedNanos = node.agenda().nanoTime() - HURRY.toNanos();
  }

  void await(long size, CompletableFuture<Void> obeyed) {
    awaited.computeIfAbsent(size, _ -> new ArrayList<>()).add(obeyed);
    judge();
    if (size > asked && awaited.containsKey(size) && !reign.isApplied(size)) {
      hurry();
    }
  }

  /// Asks for news before the next beat is due.
  private void hurry() {
    if (hurrying) {
      return;
    }
    hurrying = true;
    long left = hurriedNanos + HURRY.toNanos() - node.agenda().nanoTime();
    node.agenda()
        .schedule(
            Duration.ofNanos(Math.max(0, left)),
            () -> {
              hurrying = false;
              hurriedNanos = node.agenda().nanoTime();
              if (!over) {
                beat();
              }
            });
  }

  void beat() {
    asked = awaited.isEmpty() ? asked : Math.max(asked, awaited.lastKey());
    reign.beat(asked);
    judge();
  }

  /// Completes what is obeyed by now, as long as this node surely leads.
  void judge() {
    var now = node.now();
    while (!awaited.isEmpty() && reign.holdsOwn(now) && reign.isObeyed(awaited.firstKey(), now)) {
      awaited.pollFirstEntry().getValue().forEach(obeyed -> obeyed.complete(null));
    }
    if (!awaited.isEmpty() && !over) {
      wakeFor(awaited.firstKey());
    }
  }

  /// Looks again when the last lease has run out, and not only at the next beat.
  private void wakeFor(long size) {
    long now = node.agenda().nanoTime();
    long due = reign.obeyedNanos(size);
    if (due - now > 0 && due != wakeNanos) {
      wakeNanos = due;
      long wake = ++wakes;
      node.agenda()
          .schedule(
              Duration.ofNanos(due - now),
              () -> {
                if (wake == wakes) {
                  judge();
                }
              });
    }
  }

  void end() {
    over = true;
    var lost = new LeadershipLostException("this node does not lead any more");
    awaited.values().forEach(all -> all.forEach(obeyed -> obeyed.completeExceptionally(lost)));
    awaited.clear();
  }
}
