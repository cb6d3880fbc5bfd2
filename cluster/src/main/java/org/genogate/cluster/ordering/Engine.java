package org.genogate.cluster.ordering;

import io.microraft.RaftEndpoint;
import io.microraft.model.impl.DefaultRaftModelFactory;
import io.microraft.model.message.PreVoteRequest;
import io.microraft.model.message.RaftMessage;
import io.microraft.model.message.VoteRequest;
import io.microraft.transport.Transport;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.genogate.cluster.link.Link;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.log.Ordering.Listener;
import org.jspecify.annotations.Nullable;

/// The core with all that it needs: transport, storage, time, guards.
///
/// Not thread-safe: for turns.
final class Engine {

  /// After how many timeouts without its leader a follower that does not stand is made to.
  private static final double WATCHDOG_TIMEOUTS = 1.5;

  /// Who is told.
  ///
  /// @param reported how many entries the listener knows to be committed
  /// @param broken told what the listener threw
  record Reporting(Listener listener, long reported, Consumer<Throwable> broken) {}

  private final Link link;
  private final String group;
  private final Turns turns;
  private final OrderingSettings settings;
  private final Pace pace;
  private final Disk disk;
  private final Storage storage;
  private final Reporter reporter;
  private final Encoder encoder;
  private final Gate gate;
  private final Copies copies;
  private final Repair repair;
  private final Runnable roleChanged;
  private final long abstainBelow;

  private @Nullable Core core;

  /// How many heartbeats have passed without one of the leader's. Counted, not measured: a process
  /// that was stopped for a while has not listened for a while.
  private int silence;

  Engine(
      Link link,
      String group,
      Turns turns,
      OrderingSettings settings,
      RandomGenerator random,
      MissingEntries missing,
      Disk disk,
      Storage storage,
      Reporting reporting,
      long abstainBelow) {
    this.abstainBelow = abstainBelow;
    this.link = link;
    this.group = group;
    this.turns = turns;
    this.settings = settings;
    this.disk = disk;
    this.storage = storage;
    this.pace = new Pace(settings, turns, random);
    this.encoder = new Encoder(Group.tag(group), storage, settings.mostAppendBytes());
    this.reporter =
        new Reporter(
            storage, reporting.listener(), reporting.reported(), this::leads, reporting.broken());
    this.roleChanged = reporter::checkLeading;
    this.gate = new Gate(this, storage);
    this.copies = new Copies(this, storage);
    this.repair =
        new Repair(storage, disk, reporter, missing, turns, settings.timeout(), this::renew);
  }

  private boolean leads(long term) {
    return core != null && core.leads(term);
  }

  Core core() {
    var current = core;
    if (current == null) {
      throw new IllegalStateException("not started");
    }
    return current;
  }

  Reporter reporter() {
    return reporter;
  }

  Storage storage() {
    return storage;
  }

  Copies copies() {
    return copies;
  }

  ValidatorName self() {
    return link.self();
  }

  Object groupId() {
    return group;
  }

  boolean isRepairing() {
    return repairing().isPresent();
  }

  /// What this node fetches, if it does.
  Optional<Stretch> repairing() {
    return repair.target();
  }

  void start(Disk.Content content) {
    var base = storage.marks().base();
    reporter.committed(base.term(), base.size());
    reporter.settled(storage.settled());
    renew();
    content.repair().ifPresent(target -> repair.resume(target, peers()));
    turns.schedule(settings.heartbeat(), this::watch);
  }

  /// Ends the core's life and begins another from what is stored.
  void renew() {
    stop();
    var renewed = new Core(link.self(), group, storage, pace, reporter, transport(), roleChanged);
    core = renewed;
    renewed.start();
  }

  void stop() {
    if (core != null) {
      core.retire();
    }
  }

  void take(Message message) {
    boolean asksForVote =
        message instanceof Message.OfCore(var raft) && isAboutElection(raft) && isAbstaining();
    if (!asksForVote) {
      gate.take(message);
    }
  }

  /// This node may have forgotten entries that are committed: it must not help anybody to lead who
  /// lacks them, itself included.
  private boolean isAbstaining() {
    return storage.committed() < abstainBelow;
  }

  /// One under repair may be back in a membership that is over, of which a quorum is none; and the
  /// core would count the vote of its own node even where that is no member.
  private boolean mayStand() {
    return !isAbstaining() && !isRepairing() && core().members().contains(link.self());
  }

  private static boolean isAboutElection(RaftMessage message) {
    return message instanceof VoteRequest || message instanceof PreVoteRequest;
  }

  /// The leader was heard.
  void heard() {
    silence = 0;
  }

  void repair(Stretch target, ValidatorName leader) {
    repair.begin(target, leader, peers());
  }

  private List<ValidatorName> peers() {
    return link.members().stream().filter(peer -> !peer.equals(link.self())).sorted().toList();
  }

  /// A heartbeat tick between a vote and the first message of the new leader leaves the core
  /// believing that a pre-vote is under way, and then it never stands in that term. What it does
  /// understand is its leader asking it to stand: so it is told that, by itself.
  private void watch() {
    turns.schedule(settings.heartbeat(), this::watch);
    silence++;
    var leader = core().leader();
    if (leader.filter(link.self()::equals).isPresent()) {
      silence = 0;
      return;
    }
    if (silence < pace.heartbeats() * WATCHDOG_TIMEOUTS
        || leader.isEmpty()
        || core().role() == Role.LEARNER
        || isRepairing()) {
      return;
    }
    silence = 0;
    var marks = storage.marks();
    core()
        .handle(
            new DefaultRaftModelFactory()
                .createTriggerLeaderElectionRequestBuilder()
                .setGroupId(group)
                .setSender(new Member(leader.get()))
                .setTerm(core().term())
                .setLastLogTerm((int) marks.term(marks.last()))
                .setLastLogIndex(marks.last())
                .build());
  }

  private Transport transport() {
    return new Transport() {
      @Override
      public void send(RaftEndpoint target, RaftMessage message) {
        if (!disk.hasFailed() && (!isAboutElection(message) || mayStand())) {
          link.send(Member.of(target).name(), Link.Channel.ORDERING, encoder.encode(message));
        }
      }

      @Override
      public boolean isReachable(RaftEndpoint endpoint) {
        return link.isReachable(Member.of(endpoint).name());
      }
    };
  }
}
