package org.genogate.cluster.ordering;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.genogate.cluster.link.Link;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.log.Agenda;
import org.genogate.ledger.log.Batch;
import org.genogate.ledger.log.NotOrderedException;
import org.genogate.ledger.log.OrderedStore;
import org.genogate.ledger.log.Ordering;

/// Orders batches among several nodes, or on one, by Raft.
///
/// All work is done by tasks of one agenda; the methods here may be called by any thread.
public final class RaftOrdering implements Ordering {

  /// @param group whose log it is, such as its origin; messages of others are dropped
  /// @param members who voted when the log began; a log that has begun knows better
  /// @param agenda this ordering's alone
  /// @param missing where entries come from that the leader does not keep at hand
  /// @param halt ends the process on the spot, told the cause: the store has failed, and nothing
  ///   that was written may be spoken of any more. If it returns, this ordering is silent
  public RaftOrdering(
      Link link,
      String group,
      List<ValidatorName> members,
      Agenda agenda,
      RandomGenerator random,
      OrderingSettings settings,
      MissingEntries missing,
      Consumer<Throwable> halt) {}

  /// For a log of one node: no peers, no link.
  public static RaftOrdering alone(
      ValidatorName self,
      Agenda agenda,
      RandomGenerator random,
      OrderingSettings settings,
      Consumer<Throwable> halt) {
    return new RaftOrdering();
  }

  @Override
  public void start(OrderedStore store, Listener listener) throws IOException {}

  @Override
  public CompletableFuture<Void> propose(long term, long firstIndex, Batch batch) {
    return failed();
  }

  /// Where this node stands. Cheap; for any thread.
  public Standing standing() {
    return new Standing(Role.STOPPED, Optional.empty(), 0, 0, 0, 0, List.of(), false);
  }

  /// Hands leadership to the peer that has most of the log, for an orderly stop.
  ///
  /// @return completes when this node does not lead any more, at once if it does not lead or is
  ///   alone; fails if no peer took over within the timeout
  public CompletableFuture<Void> transfer() {
    return failed();
  }

  /// Adds or removes one member, so that `members` vote. Only the leader can, one change at a time.
  ///
  /// @param members today's with one more or one less
  /// @return completes once the change is committed; fails with
  ///   [org.genogate.ledger.log.NotOrderedException] if it surely never will be
  public CompletableFuture<Void> changeMembers(List<ValidatorName> members) {
    return failed();
  }

  @Override
  public void close() {}

  private RaftOrdering() {}

  private static CompletableFuture<Void> failed() {
    return CompletableFuture.failedFuture(new NotOrderedException("not started"));
  }
}
