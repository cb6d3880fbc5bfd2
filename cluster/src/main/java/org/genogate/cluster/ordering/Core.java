package org.genogate.cluster.ordering;

import io.microraft.RaftEndpoint;
import io.microraft.RaftNode;
import io.microraft.RaftRole;
import io.microraft.model.impl.DefaultRaftModelFactory;
import io.microraft.model.log.LogEntry;
import io.microraft.model.log.RaftGroupMembersView;
import io.microraft.model.log.SnapshotEntry;
import io.microraft.model.message.RaftMessage;
import io.microraft.persistence.RestoredRaftState;
import io.microraft.transport.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.log.OrderedStore.Mark;
import org.jspecify.annotations.Nullable;

/// One life of MicroRaft's node: from what is stored, until it is retired for another.
///
/// Not thread-safe.
final class Core {

  private static final DefaultRaftModelFactory MODELS = new DefaultRaftModelFactory();

  private final ValidatorName self;
  private final Storage storage;
  private final Runnable roleChanged;
  private final RaftNode node;
  private RaftRole role = RaftRole.FOLLOWER;
  private boolean retired;

  /// @param roleChanged called whenever role, term or leader may have changed
  Core(
      ValidatorName self,
      Object groupId,
      Storage storage,
      Pace pace,
      Reporter reporter,
      Transport transport,
      Runnable roleChanged) {
    this.self = self;
    this.storage = storage;
    this.roleChanged = roleChanged;
    this.node =
        RaftNode.newBuilder()
            .setGroupId(groupId)
            .setRestoredState(restored())
            .setConfig(pace.config())
            .setExecutor(pace.executor(() -> !retired))
            .setTransport(transport)
            .setStateMachine(reporter)
            .setStore(storage)
            .setModelFactory(MODELS)
            .setRandom(pace.random())
            .setClock(pace.clock())
            .setRaftNodeReportListener(report -> {
              role = report.getRole();
              roleChanged.run();
            })
            .build();
  }

  private RestoredRaftState restored() {
    var base = storage.marks().base();
    var entries = storage.marks().after(base.position()).stream().map(Core::entry).toList();
    var vote = storage.vote();
    var votedFor = vote.votedFor();
    return new RestoredRaftState(
        MODELS
            .createRaftEndpointPersistentStateBuilder()
            .setLocalEndpoint(new Member(self))
            .setVoting(base.members().contains(self))
            .build(),
        view(0, base.members()),
        MODELS
            .createRaftTermPersistentStateBuilder()
            .setTerm(vote.term())
            .setVotedFor(votedFor == null ? null : new Member(votedFor))
            .build(),
        base.position() > 0 ? snapshot(base) : null,
        entries);
  }

  private static LogEntry entry(Mark mark) {
    return MODELS
        .createLogEntryBuilder()
        .setIndex(mark.position())
        .setTerm((int) mark.term())
        .setOperation(
            Note.changesMembers(mark.note()) ? Note.change(mark.note()) : Operation.written())
        .build();
  }

  private static RaftGroupMembersView view(long position, List<ValidatorName> members) {
    return MODELS
        .createRaftGroupMembersViewBuilder()
        .setLogIndex(position)
        .setMembers(Member.all(members))
        .setVotingMembers(Member.all(members))
        .build();
  }

  private static SnapshotEntry snapshot(Base base) {
    var members = view(base.membersPosition(), base.members());
    var chunk =
        MODELS
            .createSnapshotChunkBuilder()
            .setIndex(base.position())
            .setTerm((int) base.term())
            .setOperation("base")
            .setSnapshotChunkIndex(0)
            .setSnapshotChunkCount(1)
            .setGroupMembersView(members)
            .build();
    return MODELS
        .createSnapshotEntryBuilder()
        .setIndex(base.position())
        .setTerm((int) base.term())
        .setSnapshotChunks(new ArrayList<>(List.of(chunk)))
        .setGroupMembersView(members)
        .build();
  }

  void start() {
    storage.coreStarts();
    var started = node.start();
    if (started.isCompletedExceptionally()) {
      throw new IllegalStateException("the core did not start", started.exceptionNow());
    }
  }

  /// Ends this life: what it had begun fails, and nothing of it runs any more.
  void retire() {
    // Done when it returns, since this is a turn.
    var _ = node.terminate();
    retired = true;
    role = RaftRole.LEARNER;
    roleChanged.run();
  }

  RaftNode node() {
    return node;
  }

  void handle(RaftMessage message) {
    node.handle(message);
  }

  int term() {
    return node.getTerm().getTerm();
  }

  Optional<ValidatorName> leader() {
    @Nullable RaftEndpoint leader = node.getTerm().getLeaderEndpoint();
    return Optional.ofNullable(leader).map(endpoint -> Member.of(endpoint).name());
  }

  boolean leads() {
    return !retired && role == RaftRole.LEADER;
  }

  boolean leads(long term) {
    return leads() && term() == term;
  }

  List<ValidatorName> members() {
    return Member.names(node.getEffectiveMembers().getVotingMembers());
  }

  Role role() {
    return switch (role) {
      case LEADER -> Role.LEADER;
      case CANDIDATE -> Role.CANDIDATE;
      case FOLLOWER -> Role.FOLLOWER;
      case LEARNER -> Role.LEARNER;
    };
  }
}
