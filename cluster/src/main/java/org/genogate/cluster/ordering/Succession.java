package org.genogate.cluster.ordering;

import io.microraft.MembershipChangeMode;
import io.microraft.RaftEndpoint;
import io.microraft.report.RaftNodeReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.genogate.cluster.link.Link;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.log.AppendFailedException;
import org.genogate.ledger.log.NotOrderedException;
import org.jspecify.annotations.Nullable;

/// Who leads after this node, and who votes: one change of either at a time.
///
/// Not thread-safe: for turns.
final class Succession {

  private final Engine engine;
  private final Link link;
  private boolean handingOver;

  Succession(Engine engine, Link link) {
    this.engine = engine;
    this.link = link;
  }

  /// @param outcome completes when this node does not lead any more
  void handOver(CompletableFuture<Void> outcome) {
    if (!engine.core().leads() || engine.core().members().size() == 1) {
      outcome.complete(null);
      return;
    }
    var node = engine.core().node();
    handingOver = true;
    var _ =
        node.getReport()
            .thenCompose(report -> node.transferLeadership(successor(report.getResult())))
            .whenComplete((_, failure) -> {
              handingOver = false;
              settle(outcome, failure);
            });
  }

  private RaftEndpoint successor(RaftNodeReport report) {
    var copies = report.getLog().getFollowerMatchIndices();
    return report.getCommittedMembers().getVotingMembers().stream()
        .filter(member -> !Member.of(member).name().equals(link.self()))
        .max(
            Comparator.<RaftEndpoint, Boolean>comparing(
                    member -> link.isReachable(Member.of(member).name()))
                .thenComparing(member -> copies.getOrDefault(member, 0L)))
        .orElseThrow();
  }

  private static void settle(CompletableFuture<Void> outcome, @Nullable Throwable failure) {
    if (failure == null) {
      outcome.complete(null);
    } else {
      outcome.completeExceptionally(failure);
    }
  }

  /// @param to who votes afterwards
  /// @param outcome as [RaftOrdering#changeMembers] says
  void change(List<ValidatorName> to, CompletableFuture<Void> outcome) {
    var node = engine.core().node();
    var committed = node.getCommittedMembers();
    var today = Member.names(committed.getVotingMembers());
    var differing = new ArrayList<>(to);
    differing.removeAll(today);
    boolean adds = !differing.isEmpty();
    today.stream().filter(member -> !to.contains(member)).forEach(differing::add);
    var refusal = refusal(to, differing.size());
    if (refusal != null) {
      outcome.completeExceptionally(new NotOrderedException(refusal));
      return;
    }
    long before = engine.storage().marks().last();
    var _ =
        node.changeMembership(
                new Member(differing.getFirst()),
                adds
                    ? MembershipChangeMode.ADD_OR_PROMOTE_TO_FOLLOWER
                    : MembershipChangeMode.REMOVE_MEMBER,
                committed.getLogIndex())
            .whenComplete((_, failure) -> {
              boolean written = engine.storage().marks().last() > before;
              settle(outcome, failure == null ? null : changeFailure(written, failure));
            });
  }

  /// @param differing how many come or go
  private @Nullable String refusal(List<ValidatorName> to, int differing) {
    if (engine.reporter().leadingTerm() == 0) {
      return "this node does not lead";
    }
    if (handingOver) {
      // The core would go on asking whom it hands over to, and break if that is no member any more.
      return "leadership is being handed on";
    }
    if (differing != 1 || new HashSet<>(to).size() != to.size()) {
      return "one member is added or removed at a time";
    }
    if (to.size() < 2) {
      // A node that is restored from an older copy would lead at once if it is alone in there.
      return "two members remain at least";
    }
    if (!to.contains(link.self())) {
      // It would have to commit a change by the copies of others, and they to elect without it.
      return "a leader hands over before it is removed";
    }
    return null;
  }

  private static Exception changeFailure(boolean written, Throwable cause) {
    return written
        ? new AppendFailedException("it is not known whether the members change", cause)
        : new NotOrderedException("the members do not change: " + cause.getMessage());
  }
}
