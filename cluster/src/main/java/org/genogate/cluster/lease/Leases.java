package org.genogate.cluster.lease;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.genogate.cluster.link.Link;
import org.genogate.cluster.link.Mailbox;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.log.Agenda;
import org.jspecify.annotations.Nullable;

/// The leases of one node: whether it may answer from its own fold now, and, where it leads, since
/// when every node obeys a revocation.
///
/// Why it holds. Each answer to a leader comes from a node whose consensus stands in that leader's
/// term, after the round was sent; a majority of such answers cannot begin once a majority has
/// voted for the next leader. So a leader's lease, counted from when it sent the round, ends before
/// (the next one was elected + length), and what it lends ends before its own. The next leader
/// waits for so long before it acknowledges what some node has not confirmed. What it lends itself
/// it knows.
///
/// May be called by any thread; the work is done by the agenda.
public final class Leases {

  /// More messages of one peer do not wait for the agenda.
  private static final int MOST_WAITING = 1_024;

  /// No term: consensus counts them from 1.
  private static final long NONE = -1;

  private final Node node;
  private final LeaseSettings settings;
  private final Borrower borrower;
  private final AtomicLong malformed = new AtomicLong();

  // Read by any thread, written by the agenda.
  private volatile @Nullable Lease held;
  private volatile long aloneIn = NONE;
  private volatile LeaseStatus status;

  // For the agenda alone.
  private long committed;
  private long applied;
  private @Nullable Reign reign;
  private @Nullable Obedience obedience;

  /// Where leases live.
  ///
  /// @param wall bounds each lease too, in case a suspended machine stops the agenda's clock
  /// @param term in which this node's consensus stands, durably: no vote or answer of a later term
  ///   has left this node. Any thread asks, and never waits
  public record Node(
      Link link, Agenda agenda, Clock wall, RandomGenerator random, LongSupplier term) {

    Moment now() {
      return Moment.now(agenda, wall);
    }

    ValidatorName self() {
      return link.self();
    }
  }

  public Leases(Node node, LeaseSettings settings) {
    this.node = node;
    this.settings = settings;
    this.borrower = new Borrower(node, settings, this::take);
    this.status = statusNow();
  }

  /// Begins, once.
  public void start() {
    node.link()
        .listen(Link.Channel.LEASE, new Mailbox(node.agenda(), MOST_WAITING, this::received));
    node.agenda().execute(this::tick);
  }

  private void tick() {
    if (obedience != null) {
      obedience.beat();
      showOwn();
    }
    status = statusNow();
    node.agenda().schedule(settings.beat(), this::tick);
  }

  private void received(ValidatorName from, byte[] bytes) {
    var message = Message.parse(bytes);
    if (message.isEmpty()) {
      malformed.incrementAndGet();
      return;
    }
    switch (message.get()) {
      case Message.Beat beat -> borrower.beaten(from, beat);
      case Message.Grant grant -> borrower.granted(from, grant);
      case Message.Answer answer -> answered(from, answer);
    }
  }

  private void answered(ValidatorName from, Message.Answer answer) {
    if (reign != null && obedience != null) {
      reign.answered(from, answer);
      showOwn();
      obedience.judge();
    }
  }

  /// This node leads: its own entry of `term` is committed, and [#committed] was told of all
  /// before.
  public void leading(long term, Members members) {
    node.agenda()
        .execute(() -> {
          endReign();
          reign = new Reign(node, settings, term, members, committed);
          obedience = new Obedience(node, reign);
          reign.applied(applied);
          obedience.beat();
          showOwn();
        });
  }

  /// The members have changed, by an entry that is committed. On the leader this comes before the
  /// next change is proposed; elsewhere it is ignored.
  public void members(Members members) {
    if (!members.isAlone(node.self())) {
      aloneIn = NONE;
    }
    node.agenda()
        .execute(() -> {
          if (reign != null && obedience != null) {
            reign.members(members);
            obedience.beat();
            showOwn();
          }
        });
  }

  /// This node does not lead any more. Its own lease ends by time.
  public void following() {
    node.agenda().execute(this::endReign);
  }

  private void endReign() {
    aloneIn = NONE;
    if (obedience != null) {
      obedience.end();
    }
    reign = null;
    obedience = null;
  }

  /// The first `size` entries are committed.
  public void committed(long size) {
    node.agenda()
        .execute(() -> {
          committed = Math.max(committed, size);
          if (reign != null && obedience != null) {
            reign.committed(size);
            obedience.judge();
          }
        });
  }

  /// The fold of this node has taken the first `size` entries, and every batch that was made before
  /// has been handed to its socket.
  public void applied(long size) {
    node.agenda()
        .execute(() -> {
          applied = Math.max(applied, size);
          borrower.applied(size);
          if (reign != null && obedience != null) {
            reign.applied(size);
            showOwn();
            obedience.judge();
          }
        });
  }

  /// Lets readers use what the reign holds.
  private void showOwn() {
    if (reign != null && reign.isCaughtUp()) {
      aloneIn = reign.isAlone() ? reign.term() : NONE;
      reign.own().ifPresent(this::take);
    }
  }

  private void take(Lease lease) {
    var before = held;
    var now = node.now();
    if (lease.holds(now)
        && (before == null || !before.holds(now) || lease.endNanos() - before.endNanos() > 0)) {
      held = lease;
    }
  }

  /// Whether this node may hand out now what it read from its own fold. To be asked after computing
  /// and before sending, inside the section that [#applied] waits for. Costs two clock readings.
  public boolean mayRead() {
    var lease = held;
    return (lease != null && lease.holds(node.agenda().nanoTime(), node.wall().millis()))
        || aloneIn == node.term().getAsLong();
  }

  /// How much longer this node may read if it hears nothing; the full length where it is alone.
  public Duration remaining() {
    var lease = held;
    if (aloneIn == node.term().getAsLong()) {
      return settings.longest();
    }
    return lease == null ? Duration.ZERO : lease.remaining(node.now());
  }

  /// Completes once no node can hand out any more what it read without the first `size` entries:
  /// each has applied them, or holds no lease.
  ///
  /// @return completed by the agenda, and only while this node surely leads; fails with
  ///   [LeadershipLostException] if it does not
  public CompletableFuture<Void> obeyedEverywhere(long size) {
    var obeyed = new CompletableFuture<Void>();
    node.agenda()
        .execute(() -> {
          if (obedience == null) {
            obeyed.completeExceptionally(new LeadershipLostException("this node does not lead"));
          } else {
            obedience.await(size, obeyed);
          }
        });
    return obeyed;
  }

  public LeaseStatus status() {
    return status;
  }

  private LeaseStatus statusNow() {
    var leading = reign;
    return new LeaseStatus(
        leading == null ? borrower.leader() : Optional.of(node.self()),
        remaining(),
        leading == null ? new TreeMap<>() : new TreeMap<>(leading.status()),
        malformed.get());
  }
}
