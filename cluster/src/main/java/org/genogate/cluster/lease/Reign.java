package org.genogate.cluster.lease;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.genogate.cluster.lease.Message.Answer;
import org.genogate.cluster.lease.Message.Beat;
import org.genogate.cluster.lease.Message.Grant;
import org.genogate.cluster.link.Link;
import org.genogate.ledger.event.ValidatorName;
import org.jspecify.annotations.Nullable;

/// One term of this node as the leader: its own lease, what it lends, and who obeys a revocation.
/// For one agenda.
final class Reign {

  private final Leases.Node node;
  private final LeaseSettings settings;
  private final long term;

  /// Until when leases of earlier leaders may last.
  private final long settledNanos;

  /// What earlier leaders may have acknowledged lies below.
  private final long inherited;

  private final Map<ValidatorName, Peer> peers = new TreeMap<>();
  private final TreeMap<Long, Moment> rounds = new TreeMap<>();
  private Members members;
  private long committed;
  private long round;
  private long wanted;
  private @Nullable Lease own;

  Reign(Leases.Node node, LeaseSettings settings, long term, Members members, long committed) {
    this.node = node;
    this.settings = settings;
    this.term = term;
    this.members = members;
    this.committed = committed;
    this.inherited = committed;
    this.settledNanos =
        node.agenda().nanoTime() + settings.longest().plus(settings.margin()).toNanos();
  }

  private Peer peer(ValidatorName name) {
    return peers.computeIfAbsent(name, _ -> new Peer(node.agenda().nanoTime()));
  }

  long term() {
    return term;
  }

  /// Sets of members that follow each other share all but one, so their majorities meet.
  void members(Members next) {
    members = next.after(members);
  }

  void committed(long size) {
    committed = Math.max(committed, size);
  }

  void applied(long size) {
    peer(node.self()).heard(node.agenda().nanoTime(), size);
  }

  /// Whether this node alone elects, so that nobody else can lead while its consensus stands in
  /// this term.
  boolean isAlone() {
    return members.isAlone(node.self());
  }

  /// A node that voted in a later term has promised it to somebody else.
  private boolean stands() {
    return node.term().getAsLong() == term;
  }

  /// Whether surely nobody else leads and has waited for long enough to acknowledge anything.
  boolean holdsOwn(Moment now) {
    return isAlone() ? stands() : own != null && own.holds(now);
  }

  /// Whether this node has applied all that earlier leaders may have acknowledged.
  boolean isCaughtUp() {
    return peer(node.self()).hasApplied(inherited);
  }

  Optional<Lease> own() {
    return Optional.ofNullable(own);
  }

  /// Asks everybody.
  ///
  /// @param size who has applied less should tell once it has applied so much
  void beat(long size) {
    if (!stands()) {
      return;
    }
    var now = node.now();
    round++;
    rounds.put(round, now);
    wanted = Math.max(wanted, size);
    peer(node.self()).answered(round);
    forgetOld(now);
    var beat = new Beat(term, round, wanted).toBytes();
    for (ValidatorName voter : members.voters()) {
      if (!voter.equals(node.self())) {
        node.link().send(voter, Link.Channel.LEASE, beat);
      }
    }
    renew();
  }

  private void forgetOld(Moment now) {
    long old = now.nanos() - settings.longest().toNanos();
    while (rounds.firstEntry().getValue().nanos() - old < 0) {
      rounds.pollFirstEntry();
    }
    if (members.former().stream().allMatch(name -> hasRunOut(name, Long.MAX_VALUE, now))) {
      members = Members.of(members.voters());
      peers.keySet().retainAll(members.voters());
    }
  }

  void answered(ValidatorName from, Answer answer) {
    if (answer.term() != term || answer.round() > round || !members.voters().contains(from)) {
      return;
    }
    var now = node.now();
    var peer = peer(from);
    peer.heard(now.nanos(), answer.applied());
    peer.answered(answer.round());
    if (answer.nonce() != Answer.NO_LEASE) {
      peer.asks(answer.nonce());
    }
    renew();
    lend(now);
  }

  /// This node's lease runs from when it sent the newest round that a majority answered, or a round
  /// after it.
  private void renew() {
    var newestFirst =
        members.voters().stream()
            .map(voter -> peer(voter).answered())
            .sorted(Comparator.reverseOrder())
            .toList();
    int majority = newestFirst.size() / 2 + 1;
    var sent = rounds.get(newestFirst.get(majority - 1));
    if (sent != null) {
      own = Lease.from(sent, settings.longest());
    }
  }

  /// Lends to everybody who asked a part of this node's own time.
  private void lend(Moment now) {
    if (own == null || !own.holds(now)) {
      return;
    }
    long remaining = own.remaining(now).toNanos();
    for (ValidatorName voter : members.voters()) {
      var peer = peer(voter);
      peer.takeNonce()
          .ifPresent(nonce -> {
            var grant = new Grant(term, nonce, remaining, committed);
            peer.granted(
                committed, now.nanos() + remaining, now.nanos() - settings.margin().toNanos());
            node.link().send(voter, Link.Channel.LEASE, grant.toBytes());
          });
    }
  }

  /// Whether no node can read any more without having applied `size`. Once true it stays so: a
  /// lease is lent only with what is committed, here and by later leaders.
  boolean isObeyed(long size, Moment now) {
    return committed >= size
        && everybody().stream()
            .allMatch(name -> peer(name).hasApplied(size) || hasRunOut(name, size, now));
  }

  boolean isApplied(long size) {
    return everybody().stream().allMatch(name -> peer(name).hasApplied(size));
  }

  /// Never of this node: it acknowledges only while its own lease lasts.
  private boolean hasRunOut(ValidatorName name, long size, Moment now) {
    return !name.equals(node.self()) && runsOutNanos(name, size) - now.nanos() <= 0;
  }

  /// When [#isObeyed] becomes true at the latest, by the clock that runs forward alone.
  long obeyedNanos(long size) {
    long latest = node.agenda().nanoTime();
    for (ValidatorName name : everybody()) {
      long runsOut = runsOutNanos(name, size);
      if (!peer(name).hasApplied(size) && runsOut - latest > 0) {
        latest = runsOut;
      }
    }
    return latest;
  }

  /// Since when a node surely holds no lease that did not ask it to have applied `size`.
  private long runsOutNanos(ValidatorName name, long size) {
    var lent = peer(name).boundBelow(size);
    long bound = lent.orElse(settledNanos) + (lent.isPresent() ? settings.margin().toNanos() : 0);
    return bound - settledNanos > 0 ? bound : settledNanos;
  }

  private Set<ValidatorName> everybody() {
    var all = new TreeSet<>(members.voters());
    all.addAll(members.former());
    return all;
  }

  Map<ValidatorName, LeaseStatus.Member> status() {
    var now = node.now();
    var status = new TreeMap<ValidatorName, LeaseStatus.Member>();
    everybody().forEach(name -> status.put(name, peer(name).status(now.nanos())));
    return status;
  }
}
