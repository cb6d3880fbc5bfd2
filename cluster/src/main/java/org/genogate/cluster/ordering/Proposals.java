package org.genogate.cluster.ordering;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.genogate.ledger.log.AppendFailedException;
import org.genogate.ledger.log.Batch;
import org.genogate.ledger.log.NotOrderedException;
import org.jspecify.annotations.Nullable;

/// Batches that were proposed here and whose outcome nobody knows yet.
///
/// [#propose] and [#fail] may be called by any thread, the rest by turns.
final class Proposals {

  /// One of them.
  private record Proposal(Operation operation, long bytes, CompletableFuture<Void> outcome) {}

  private final OrderingSettings settings;
  private final Set<Proposal> open = ConcurrentHashMap.newKeySet();
  private long orderedBytes;
  private int ordered;
  private volatile boolean closed;

  Proposals(OrderingSettings settings) {
    this.settings = settings;
  }

  /// What may stop a proposal before it is ordered: nothing, or a reason.
  @FunctionalInterface
  interface Check {
    @Nullable String refusal();
  }

  /// What hands an operation to the core: completes once it is committed.
  @FunctionalInterface
  interface Order {
    CompletableFuture<?> order(Operation operation);
  }

  /// @param turns where `check` and `order` run, one after the other
  CompletableFuture<Void> propose(Batch batch, Turns turns, Check check, Order order) {
    var proposal = new Proposal(Operation.of(batch), batch.sizeBytes(), new CompletableFuture<>());
    open.add(proposal);
    if (closed) {
      fail();
    } else {
      turns.submit(() -> order(proposal, check, order));
    }
    return proposal.outcome;
  }

  private void order(Proposal proposal, Check check, Order order) {
    var refusal = check.refusal();
    if (refusal == null && isFull(proposal)) {
      refusal = "too much waits for its commit already";
    }
    if (refusal != null) {
      if (open.remove(proposal)) {
        proposal.outcome.completeExceptionally(new NotOrderedException(refusal));
      }
      return;
    }
    ordered++;
    orderedBytes += proposal.bytes;
    var _ = order.order(proposal.operation).whenComplete((_, failure) -> done(proposal, failure));
  }

  /// The first may be of any size.
  private boolean isFull(Proposal proposal) {
    return ordered >= settings.mostPending()
        || (ordered > 0 && orderedBytes + proposal.bytes > settings.mostPendingBytes());
  }

  private void done(Proposal proposal, @Nullable Throwable failure) {
    ordered--;
    orderedBytes -= proposal.bytes;
    if (!open.remove(proposal)) {
      return;
    }
    if (failure == null) {
      proposal.outcome.complete(null);
    } else {
      proposal.outcome.completeExceptionally(outcome(proposal, failure));
    }
  }

  /// What has been written may be committed yet, whatever the core says.
  private static Exception outcome(Proposal proposal, Throwable failure) {
    return proposal.operation.isWritten()
        ? new AppendFailedException("it is not known whether the batch is ordered", failure)
        : new NotOrderedException("this node does not lead any more");
  }

  /// Fails all, now and later.
  void fail() {
    closed = true;
    for (var proposal : List.copyOf(open)) {
      if (open.remove(proposal)) {
        proposal.outcome.completeExceptionally(
            outcome(proposal, new IllegalStateException("the ordering has stopped")));
      }
    }
  }
}
