package org.genogate.cluster.lease;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.OptionalLong;

/// What a leader knows of one member, itself included. For one agenda.
final class Peer {

  private final ArrayDeque<Granted> grants = new ArrayDeque<>();
  private long newsNanos;
  private long applied;
  private long answered;
  private OptionalLong nonce = OptionalLong.empty();

  /// A lease that the member may hold without having applied more than `committed`.
  private record Granted(long committed, long untilNanos) {}

  Peer(long nowNanos) {
    this.newsNanos = nowNanos;
  }

  void heard(long nowNanos, long nowApplied) {
    newsNanos = nowNanos;
    applied = Math.max(applied, nowApplied);
  }

  void answered(long round) {
    answered = Math.max(answered, round);
  }

  /// The newest round that it answered; 0 for none.
  long answered() {
    return answered;
  }

  void asks(long forNonce) {
    nonce = OptionalLong.of(forNonce);
  }

  /// Hands out the newest question for a lease, once.
  OptionalLong takeNonce() {
    var taken = nonce;
    nonce = OptionalLong.empty();
    return taken;
  }

  /// @param longAgoNanos what ended before is of no more interest
  void granted(long committed, long untilNanos, long longAgoNanos) {
    while (!grants.isEmpty() && grants.getFirst().untilNanos() - longAgoNanos < 0) {
      grants.removeFirst();
    }
    long until = untilNanos;
    if (!grants.isEmpty()) {
      long before = grants.getLast().untilNanos();
      until = before - until > 0 ? before : until;
      if (grants.getLast().committed() == committed) {
        grants.removeLast();
      }
    }
    grants.add(new Granted(committed, until));
  }

  boolean hasApplied(long size) {
    return applied >= size;
  }

  /// Until when it may hold a lease that does not ask it to have applied `size`; empty if it never
  /// was given one, or that ended long ago.
  OptionalLong boundBelow(long size) {
    var newestFirst = grants.descendingIterator();
    while (newestFirst.hasNext()) {
      var grant = newestFirst.next();
      if (grant.committed() < size) {
        return OptionalLong.of(grant.untilNanos());
      }
    }
    return OptionalLong.empty();
  }

  LeaseStatus.Member status(long nowNanos) {
    long bound = boundBelow(Long.MAX_VALUE).orElse(nowNanos);
    return new LeaseStatus.Member(
        applied,
        Duration.ofNanos(nowNanos - newsNanos),
        Duration.ofNanos(Math.max(0, bound - nowNanos)));
  }
}
