package org.genogate.cluster.lease;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.genogate.cluster.link.Link;
import org.genogate.cluster.simulation.SimulatedMachine;
import org.genogate.cluster.simulation.SimulatedNetwork;
import org.genogate.cluster.simulation.Timeline;
import org.genogate.ledger.event.ValidatorName;

/// Machines that order revocations, fold them, and read under leases; and what must hold of them
/// after each event. For one thread.
final class LeaseCluster {

  /// More than a lease of a clock that is this much too slow lasts.
  private static final double SLOWEST = 0.97;

  private static final double FASTEST = 1.03;

  final Timeline timeline = new Timeline();
  final Random random;
  final SimulatedNetwork network;
  final LeaseSettings settings = LeaseSettings.DEFAULT;
  final List<Node> nodes = new ArrayList<>();
  private final List<ValidatorName> names;

  /// How late a node may be told that it leads no more.
  Duration latestNews = Duration.ZERO;

  /// Whether acknowledgements are asked for before anything is committed.
  boolean impatient;

  private long newestTerm;
  private long electedAt;
  private int acknowledged;
  private String late = "";
  private long acknowledgements;
  private long reads;
  private long checks;

  LeaseCluster(long seed, int size) {
    this.random = new Random(seed);
    var all = new ArrayList<ValidatorName>();
    for (int i = 0; i < size; i++) {
      all.add(new ValidatorName("node-" + (char) ('a' + i)));
    }
    this.names = List.copyOf(all);
    this.network = new SimulatedNetwork(timeline, random, Set.copyOf(names));
    for (ValidatorName name : names) {
      double pace = SLOWEST + (FASTEST - SLOWEST) * random.nextDouble();
      nodes.add(
          new Node(new SimulatedMachine(timeline, name, size == 1 ? 1 : pace, random.nextInt())));
    }
    timeline.always(this::nobodyReadsStale);
  }

  /// A length between the two.
  Duration between(Duration least, Duration most) {
    return Duration.ofNanos(random.nextLong(least.toNanos(), most.toNanos() + 1));
  }

  private void nobodyReadsStale() {
    if (!late.isEmpty()) {
      throw new AssertionError(late);
    }
    for (Node node : nodes) {
      checks++;
      if (node.reads()) {
        reads++;
        if (node.applied < acknowledged) {
          throw new AssertionError(
              "%s reads %d of %d acknowledged, at %s"
                  .formatted(node.name(), node.applied, acknowledged, at()));
        }
      }
    }
  }

  private Duration at() {
    return Duration.ofNanos(timeline.nowNanos());
  }

  int acknowledged() {
    return acknowledged;
  }

  long acknowledgements() {
    return acknowledgements;
  }

  double shareOfReads() {
    return (double) reads / checks;
  }

  Node leader() {
    return nodes.stream()
        .filter(node -> node.machine.runs() && node.leads == newestTerm && node.leads > 0)
        .findFirst()
        .orElseThrow(() -> new AssertionError("nobody leads at " + at()));
  }

  boolean isLed() {
    return nodes.stream()
        .anyMatch(node -> node.machine.runs() && node.leads == newestTerm && node.leads > 0);
  }

  List<Node> followers() {
    var leader = leader();
    return nodes.stream().filter(node -> node != leader).toList();
  }

  final class Node implements ToyConsensus.Listener {

    final SimulatedMachine machine;
    private final ToyConsensus.Disk disk = new ToyConsensus.Disk();
    private Link link;
    private Leases leases;
    private ToyConsensus consensus;
    private int applied;
    private int committed;
    private long leads;
    private long reign;
    private Duration slowness = Duration.ofMillis(2);

    Node(SimulatedMachine machine) {
      this.machine = machine;
      boot();
    }

    ValidatorName name() {
      return machine.name();
    }

    Leases leases() {
      return leases;
    }

    /// Starts with nothing but the disk.
    void boot() {
      machine.boot();
      link = network.link(name());
      var parts =
          new Leases.Node(
              link, machine, machine.wall(), new Random(random.nextLong()), () -> disk.term);
      applied = 0;
      committed = 0;
      leads = 0;
      leases = new Leases(parts, settings);
      consensus = new ToyConsensus(random, machine, link, names, disk, this);
      leases.start();
      consensus.start();
    }

    void crash() {
      network.unplug(name());
      machine.crash();
    }

    /// Says something on the channel of leases.
    void send(ValidatorName to, byte[] message) {
      link.send(to, Link.Channel.LEASE, message);
    }

    boolean reads() {
      return machine.runs() && leases.mayRead();
    }

    long term() {
      return disk.term;
    }

    int stored() {
      return disk.log.size();
    }

    /// How long the fold takes at most.
    void setSlowness(Duration most) {
      slowness = most;
    }

    void campaign() {
      machine.execute(consensus::campaign);
    }

    /// Revokes something here, if this node leads; completes once it is acknowledged.
    CompletableFuture<Void> revoke() {
      var done = new CompletableFuture<Void>();
      machine.execute(() -> {
        int place = consensus.propose();
        if (place > 0) {
          awaitCommit(place, done);
        }
      });
      return done;
    }

    private void awaitCommit(int place, CompletableFuture<Void> done) {
      if (committed < place && !impatient) {
        machine.schedule(Duration.ofMillis(1), () -> awaitCommit(place, done));
        return;
      }
      long term = reign;
      var _ =
          leases
              .obeyedEverywhere(place)
              .thenRun(() -> {
                acknowledge(term, place);
                done.complete(null);
              });
    }

    private void acknowledge(long term, int place) {
      var latest = settings.length().toNanos() / SLOWEST;
      if (term < newestTerm && timeline.nowNanos() - electedAt > latest) {
        late = name() + " acknowledged long after it led, at " + at();
      }
      acknowledgements++;
      acknowledged = Math.max(acknowledged, place);
    }

    @Override
    public void elected(long term) {
      if (term > newestTerm) {
        newestTerm = term;
        electedAt = timeline.nowNanos();
      }
    }

    @Override
    public void leading(long term) {
      leads = term;
      reign = term;
      leases.leading(term, Members.of(new LinkedHashSet<>(names)));
    }

    @Override
    public void following() {
      leads = 0;
      // A vote leaves at once; who is told of it may be told late.
      machine.schedule(between(Duration.ZERO, latestNews), this::tellFollowing);
    }

    private void tellFollowing() {
      if (leads == 0) {
        leases.following();
      }
    }

    @Override
    public void committed(int size) {
      committed = size;
      leases.committed(size);
      machine.schedule(between(Duration.ZERO, slowness), () -> apply(size));
    }

    private void apply(int size) {
      if (size > applied) {
        applied = size;
        leases.applied(size);
      }
    }
  }
}
