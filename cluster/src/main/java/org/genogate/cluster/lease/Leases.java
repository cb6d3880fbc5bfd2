package org.genogate.cluster.lease;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.genogate.cluster.link.Link;
import org.genogate.ledger.log.Agenda;

/// API first; see below.
public final class Leases {

  public record Node(
      Link link, Agenda agenda, Clock wall, RandomGenerator random, LongSupplier term) {}

  public Leases(Node node, LeaseSettings settings) {}

  /// Begins, once.
  public void start() {}

  public void leading(long term, Members members) {}

  public void members(Members members) {}

  public void following() {}

  public void committed(long size) {}

  public void applied(long size) {}

  public boolean mayRead() {
    return false;
  }

  public Duration remaining() {
    return Duration.ZERO;
  }

  public CompletableFuture<Void> obeyedEverywhere(long size) {
    return new CompletableFuture<>();
  }

  public LeaseStatus status() {
    return new LeaseStatus(Optional.empty(), Duration.ZERO, new TreeMap<>(), 0);
  }
}
