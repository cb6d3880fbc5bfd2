package org.genogate.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.genogate.cluster.lease.Leases;
import org.genogate.cluster.lease.Members;
import org.genogate.cluster.link.Link;
import org.genogate.cluster.ordering.RaftOrdering;
import org.genogate.cluster.ordering.Role;
import org.genogate.ledger.Replication.Keepers;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.log.Agenda;
import org.jspecify.annotations.Nullable;

/// Who takes part. The ledger says who keeps the log; whoever leads brings the ordering's voters to
/// that, one at a time, and each node its links.
///
/// Nothing of this is remembered: each step follows from what the ledger says and who votes now, so
/// whoever leads next goes on from there.
///
/// For one agenda, but for what says otherwise.
final class Roster {

  private static final Duration TICK = Duration.ofMillis(100);

  /// Who is removed should hear of it first; one that says nothing is not waited for longer.
  private static final Duration FAREWELL = Duration.ofSeconds(3);

  private final Plan plan;
  private final Node node;
  private volatile @Nullable Keepers keepers;
  private volatile long folded;

  /// What was committed when this node began to lead. Before its fold has all of that it may know
  /// an older epoch than the one whose voters it has.
  private volatile long inherited = Long.MAX_VALUE;

  // For the agenda alone.
  private Set<ValidatorName> linked = Set.of();
  private long linkedFor = -1;
  private List<ValidatorName> lent = List.of();
  private boolean changing;

  /// Where it lives.
  record Node(
      Link link, Agenda agenda, RaftOrdering ordering, Leases leases, PeersListener listener) {}

  Roster(Plan plan, Node node) {
    this.plan = plan;
    this.node = node;
  }

  /// Begins, once.
  void start() {
    node.agenda().execute(this::tick);
  }

  private void tick() {
    follow();
    node.agenda().schedule(TICK, this::tick);
  }

  /// The fold has come so far, and says this. Called before anybody hears that it has; for any
  /// thread.
  void folded(long size, Optional<Keepers> now) {
    var before = keepers;
    if (now.isPresent() && (before == null || before.index() != now.get().index())) {
      keepers = now.get();
      // Whoever kept the log may hold a lease, also if this leader never saw them vote.
      node.leases().members(members());
      node.agenda().execute(this::follow);
    }
    folded = size;
  }

  /// This node leads, and so many entries are committed: for the ordering's thread.
  void leading(long committed) {
    inherited = committed;
    node.agenda()
        .execute(() -> {
          lent = List.of();
          // What an earlier reign began is over, whether anybody said so or not.
          changing = false;
        });
  }

  /// For any thread.
  void following() {
    inherited = Long.MAX_VALUE;
  }

  /// Whom a leader asks, and whom it waits for. For any thread.
  Members members() {
    var voters = new HashSet<>(node.ordering().voters());
    if (voters.isEmpty()) {
      voters.addAll(names());
    }
    var former = new HashSet<>(plan.members());
    former.addAll(plan.founders());
    var known = keepers;
    if (known != null) {
      former.addAll(known.former());
      former.addAll(known.names());
    }
    former.removeAll(voters);
    return new Members(voters, former);
  }

  /// Who keeps the log, by the ledger, or by what this node was given if that is newer. For any
  /// thread.
  Set<ValidatorName> names() {
    return ledger().map(Keepers::names).orElseGet(() -> Set.copyOf(plan.members()));
  }

  /// For any thread.
  int epoch() {
    return ledger().map(known -> known.epoch().number()).orElse(plan.epoch());
  }

  private Optional<Keepers> ledger() {
    return Optional.ofNullable(keepers).filter(known -> known.epoch().number() >= plan.epoch());
  }

  /// Whether this node keeps the log, as far as it knows. For any thread.
  boolean isMember() {
    return names().contains(plan.self());
  }

  /// Whether those who vote are those who keep the log. For any thread.
  boolean isSettled() {
    return Set.copyOf(node.ordering().voters()).equals(names());
  }

  private void follow() {
    tellLinks();
    var known = keepers;
    if (known == null || node.ordering().standing().role() != Role.LEADER || changing) {
      return;
    }
    var voters = node.ordering().voters();
    if (!voters.equals(lent)) {
      // Before the next change is proposed: majorities of two memberships in turn meet.
      lent = voters;
      node.leases().members(members());
    }
    if (folded >= inherited && known.epoch().number() >= plan.epoch()) {
      step(known, voters);
    }
  }

  private void tellLinks() {
    var known = keepers;
    if (known == null) {
      return;
    }
    var peers = new TreeSet<>(names());
    // Whoever votes is heard until it does not vote any more.
    peers.addAll(node.ordering().voters());
    peers.addAll(node.ordering().standing().members());
    if (!peers.equals(linked) || linkedFor != known.index()) {
      linked = Set.copyOf(peers);
      linkedFor = known.index();
      node.listener().changed(known, linked);
    }
  }

  private void step(Keepers known, List<ValidatorName> voters) {
    if (!known.names().contains(plan.self())) {
      changing = true;
      var _ = node.ordering().transfer().whenComplete((_, _) -> ended());
      return;
    }
    var next = new ArrayList<>(voters);
    var comer =
        new TreeSet<>(known.names())
            .stream()
                .filter(name -> !voters.contains(name) && node.link().isReachable(name))
                .findFirst();
    if (comer.isPresent()) {
      next.add(comer.get());
    } else {
      voters.stream()
          .filter(name -> !known.names().contains(name) && hasHeard(name, known.index()))
          .findFirst()
          .ifPresent(next::remove);
    }
    if (next.size() != voters.size()) {
      changing = true;
      var _ = node.ordering().changeMembers(next).whenComplete((_, _) -> ended());
    }
  }

  private void ended() {
    node.agenda().execute(() -> changing = false);
  }

  /// Whether a node has applied the entry that removes it, or says nothing.
  private boolean hasHeard(ValidatorName leaver, long index) {
    var told = node.leases().status().members().get(leaver);
    return told != null && (told.applied() > index || told.quiet().compareTo(FAREWELL) > 0);
  }
}
