package org.genogate.cluster.ordering;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
import org.jspecify.annotations.Nullable;

/// Orders batches among several nodes, or on one, by Raft.
///
/// All work is done by tasks of one agenda; the methods here may be called by any thread.
public final class RaftOrdering implements Ordering {

  private static final Standing STOPPED =
      new Standing(Role.STOPPED, Optional.empty(), 0, 0, 0, 0, List.of(), false);

  private final Link link;
  private final String group;
  private final List<ValidatorName> members;
  private final RandomGenerator random;
  private final OrderingSettings settings;
  private final MissingEntries missing;
  private final Consumer<Throwable> halt;
  private final Turns turns;
  private final Proposals proposals;
  private final Decoder decoder;

  /// Set once, in the first turn.
  private @Nullable Engine engine;

  private @Nullable Disk disk;
  private @Nullable Listener listener;
  private volatile Standing standing = STOPPED;
  private volatile @Nullable Storage kept;
  private volatile List<ValidatorName> voters = List.of();

  /// Set before the start.
  private long abstainBelow;

  /// Set once, in the first turn.
  private @Nullable Succession succession;

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
      Consumer<Throwable> halt) {
    this.link = link;
    this.group = group;
    this.members = List.copyOf(members);
    this.random = random;
    this.settings = settings;
    this.missing = missing;
    this.halt = halt;
    this.turns = new Turns(agenda, this::afterTurn, this::broken);
    this.proposals = new Proposals(settings);
    this.decoder = new Decoder(Group.tag(group), group);
  }

  /// For a log of one node: no peers, no link.
  public static RaftOrdering alone(
      ValidatorName self,
      String group,
      Agenda agenda,
      RandomGenerator random,
      OrderingSettings settings,
      Consumer<Throwable> halt) {
    return new RaftOrdering(
        new NoLink(self), group, List.of(self), agenda, random, settings, (_, _, _, _) -> {}, halt);
  }

  /// As [#start], for a node that has forgotten votes and entries: it begins in a term of its own
  /// after `term`, and until it knows `committed` entries to be committed it neither votes nor
  /// stands. Whoever leads has to be elected anew, since a leader does not send again what a
  /// follower confirmed to it.
  ///
  /// @param term at least every term in which it may have voted
  /// @param committed at least every entry that it may have confirmed
  public void startForgetful(OrderedStore store, Listener told, long term, long committed)
      throws IOException {
    abstainBelow = committed;
    var vote = Disk.read(store, members).vote();
    if (vote.term() <= term) {
      store.keep(Disk.VOTE, new Vote((int) term + 1, link.self()).toBytes());
    }
    start(store, told);
  }

  @Override
  public void start(OrderedStore store, Listener told) throws IOException {
    var content = Disk.read(store, members);
    var opened = new Disk(store, halt);
    var storage = new Storage(opened, content, store.committed(), settings);
    kept = storage;
    turns.submit(() -> begin(opened, content, storage, store.committed(), told));
    link.listen(Link.Channel.ORDERING, this::received);
  }

  private void begin(
      Disk opened, Disk.Content content, Storage storage, long committed, Listener told) {
    disk = opened;
    listener = told;
    var made =
        new Engine(
            link,
            group,
            turns,
            settings,
            random,
            missing,
            opened,
            storage,
            new Engine.Reporting(noting(told), committed, this::broken),
            abstainBelow);
    engine = made;
    succession = new Succession(made, link);
    made.start(content);
  }

  /// Whoever is told that this node leads may ask at once who votes.
  private Listener noting(Listener told) {
    return new Listener() {
      @Override
      public void leading(long term) {
        noteVoters();
        told.leading(term);
      }

      @Override
      public void following() {
        told.following();
      }

      @Override
      public void committed(long term, long firstIndex, int count) {
        told.committed(term, firstIndex, count);
      }

      @Override
      public void failed(Throwable cause) {
        told.failed(cause);
      }
    };
  }

  private void noteVoters() {
    voters = Member.names(engine().core().node().getCommittedMembers().getVotingMembers());
  }

  /// Called by threads of the link.
  private void received(ValidatorName from, byte[] bytes) {
    if (!link.members().contains(from)) {
      return;
    }
    decoder.decode(from, bytes).ifPresent(message -> turns.submit(() -> engine().take(message)));
  }

  private Engine engine() {
    var started = engine;
    if (started == null) {
      throw new IllegalStateException("the ordering was not started");
    }
    return started;
  }

  @Override
  public CompletableFuture<Void> propose(long term, long firstIndex, Batch batch) {
    if (batch.count() == 0) {
      throw new IllegalArgumentException("a batch has at least one entry");
    }
    return proposals.propose(
        batch,
        turns,
        () -> refusal(term, firstIndex),
        operation -> engine().core().node().replicate(operation));
  }

  private @Nullable String refusal(long term, long firstIndex) {
    if (engine == null || engine.reporter().leadingTerm() != term || !engine.core().leads(term)) {
      return "this node does not lead in term " + term;
    }
    if (engine.storage().tail() != firstIndex) {
      return "the next entry is " + engine.storage().tail() + ", not " + firstIndex;
    }
    return null;
  }

  @Override
  public Set<String> promises() {
    return Set.of(Disk.VOTE);
  }

  /// The highest term in which this node has voted or answered: durable before anything of that
  /// term leaves it, and never older than what has left. Cheap; for any thread.
  public long durableTerm() {
    var storage = kept;
    return storage == null ? 0 : storage.vote().term();
  }

  /// The term that `store` says this node is in, before it was started.
  public static long storedTerm(OrderedStore store) throws IOException {
    var vote = store.kept(Disk.VOTE);
    return vote.isEmpty() ? 0 : Vote.of(vote.get()).term();
  }

  /// Where this node stands. Cheap; for any thread.
  public Standing standing() {
    return standing;
  }

  /// Those who vote by the newest change that is committed, as far as this node knows; empty before
  /// the start. Cheap; for any thread.
  public List<ValidatorName> voters() {
    return voters;
  }

  /// Hands leadership to the peer that has most of the log, for an orderly stop.
  ///
  /// @return completes when this node does not lead any more, at once if it does not lead or is
  ///   alone; fails if no peer took over within the timeout
  public CompletableFuture<Void> transfer() {
    var outcome = new CompletableFuture<Void>();
    turns.submit(() -> {
      if (succession == null) {
        outcome.complete(null);
      } else {
        succession.handOver(outcome);
      }
    });
    return outcome;
  }

  /// Adds or removes one member, so that `to` vote. Only the leader can, one change at a time, and
  /// not itself. A node that is removed is not told.
  ///
  /// @param to today's with one more or one less
  /// @return completes once the change is committed; fails with [NotOrderedException] if it surely
  ///   never will be, with [AppendFailedException] if that is not known
  public CompletableFuture<Void> changeMembers(List<ValidatorName> to) {
    var outcome = new CompletableFuture<Void>();
    turns.submit(() -> {
      if (succession == null) {
        outcome.completeExceptionally(new NotOrderedException("the ordering was not started"));
      } else {
        succession.change(to, outcome);
      }
    });
    return outcome;
  }

  private void afterTurn() {
    if (engine == null) {
      return;
    }
    if (disk != null && disk.hasFailed()) {
      broken(new IOException("the store has failed"));
      return;
    }
    noteVoters();
    standing = standing(engine);
    if (engine.copies().release()) {
      noteVoters();
      standing = standing(engine);
    }
  }

  private static Standing standing(Engine engine) {
    var core = engine.core();
    var storage = engine.storage();
    return new Standing(
        core.role(),
        core.leader(),
        core.term(),
        storage.settled(),
        storage.marks().last(),
        engine.reporter().reported(),
        core.members(),
        engine.isRepairing());
  }

  private void broken(Throwable cause) {
    turns.end(() -> {
      stop();
      if (listener != null) {
        listener.failed(cause);
      }
    });
  }

  private void stop() {
    standing = STOPPED;
    if (engine != null) {
      engine.stop();
    }
    proposals.fail();
  }

  @Override
  public void close() {
    turns.end(this::stop);
  }
}
