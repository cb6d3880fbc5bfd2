package org.genogate.cluster.ordering;

import io.microraft.model.impl.DefaultRaftModelFactory;
import io.microraft.model.message.AppendEntriesFailureResponse;
import io.microraft.model.message.AppendEntriesSuccessResponse;
import io.microraft.model.message.PreVoteRequest;
import io.microraft.model.message.PreVoteResponse;
import io.microraft.model.message.RaftMessage;
import io.microraft.model.message.TriggerLeaderElectionRequest;
import io.microraft.model.message.VoteRequest;
import java.util.List;

/// What stands between a peer's message and the core: guards against the core's known defects.
///
/// Each needs the core's state at that moment, so all run in the core's own turn.
///
/// Not thread-safe.
final class Gate {

  private final Engine engine;
  private final Storage storage;

  Gate(Engine engine, Storage storage) {
    this.engine = engine;
    this.storage = storage;
  }

  void take(Message message) {
    switch (message) {
      case Message.OfCore(var raft) -> ofCore(raft);
      case Message.CatchUp catchUp -> catchUp(catchUp);
    }
  }

  private void ofCore(RaftMessage raft) {
    switch (raft) {
      case Append append -> append(append);
      case AppendEntriesSuccessResponse success when isStale(success) -> {}
      case AppendEntriesSuccessResponse success -> engine.copies().take(success);
      case AppendEntriesFailureResponse failure when isStale(failure) -> {}
      case TriggerLeaderElectionRequest _ when engine.isRepairing() -> {}
      case VoteRequest vote when lacks(vote.getLastLogTerm(), vote.getLastLogIndex()) -> {}
      case PreVoteRequest vote when lacks(vote.getLastLogTerm(), vote.getLastLogIndex()) -> {}
      case PreVoteResponse refused when isBehind(refused) -> raiseTerm(refused);
      default -> engine.core().handle(raft);
    }
  }

  /// Whether a candidate lacks what this node fetches, which is committed. The core cannot tell:
  /// its log is shorter than it was, since a repair takes back what was not known to be committed.
  private boolean lacks(int lastTerm, long lastPosition) {
    return engine
        .repairing()
        .map(Stretch::last)
        .filter(last ->
            lastTerm < last.term() || (lastTerm == last.term() && lastPosition < last.position()))
        .isPresent();
  }

  /// The core asks in its own next term, is told of a later one, and forgets it. If the peer's log
  /// is shorter neither is ever granted a pre-vote by the other.
  private boolean isBehind(PreVoteResponse refused) {
    var core = engine.core();
    return !refused.isGranted() && refused.getTerm() > core.term() + 1 && core.leader().isEmpty();
  }

  /// A request for a vote that no log is short enough to grant, but an empty one.
  private void raiseTerm(PreVoteResponse refused) {
    engine
        .core()
        .handle(
            new DefaultRaftModelFactory()
                .createVoteRequestBuilder()
                .setGroupId(engine.groupId())
                .setSender(refused.getSender())
                .setTerm(refused.getTerm())
                .setLastLogTerm(0)
                .setLastLogIndex(0)
                .setSticky(true)
                .build());
  }

  /// The core counts the answer to a request of an older term as one to its own, though what the
  /// follower appended then may have been replaced since: it would commit what no quorum has.
  private boolean isStale(RaftMessage response) {
    return response.getTerm() < engine.core().term();
  }

  private void append(Append asSent) {
    var core = engine.core();
    if (asSent.term() < core.term()) {
      // The core tells the sender of the newer term.
      core.handle(asSent);
      return;
    }
    if (core.leads(asSent.term())) {
      return;
    }
    var append = asSent.above(storage.settled(), settledTerm(), settledSize());
    if (!continues(append) || (engine.isRepairing() && !append.entries().isEmpty())) {
      return;
    }
    if (isBlind(append.previous())) {
      engine.renew();
    }
    engine.heard();
    engine.core().handle(append);
  }

  private long settledTerm() {
    return storage.marks().term(storage.settled());
  }

  private long settledSize() {
    return storage.marks().size(storage.settled());
  }

  /// Whether its entries begin where ours end.
  private boolean continues(Append append) {
    var marks = storage.marks();
    return append.entries().isEmpty()
        || !marks.matches(append.previous(), append.previousTerm())
        || marks.size(append.previous()) == append.firstIndex();
  }

  /// Whether the core would refuse a request that the log agrees with, and would for ever: it
  /// cannot compare what lies before its own snapshot, nor the snapshot itself if more follows.
  private boolean isBlind(long previous) {
    return storage.marks().has(previous) && !storage.coreHas(previous);
  }

  private void catchUp(Message.CatchUp catchUp) {
    var stretch = catchUp.stretch();
    var last = stretch.last();
    append(
        new Append(
            engine.groupId(),
            catchUp.sender(),
            catchUp.term(),
            (int) last.term(),
            last.position(),
            last.position(),
            catchUp.query(),
            catchUp.flow(),
            0,
            List.of()));
    var core = engine.core();
    boolean fromLeader =
        core.term() == catchUp.term()
            && core.leader().filter(catchUp.sender().name()::equals).isPresent();
    boolean lacks =
        last.position() > storage.settled()
            && !storage.marks().matches(last.position(), last.term());
    if (fromLeader && lacks && !engine.isRepairing()) {
      engine.repair(stretch, catchUp.sender().name());
    }
  }
}
