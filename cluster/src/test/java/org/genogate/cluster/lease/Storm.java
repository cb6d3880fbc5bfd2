package org.genogate.cluster.lease;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.genogate.cluster.link.Link;
import org.genogate.cluster.simulation.SimulatedNetwork.Wire;
import org.genogate.cluster.simulation.Weather;
import org.genogate.ledger.event.ValidatorName;

/// What goes wrong, at random and one after the other, often several things at once.
final class Storm {

  private static final Duration LONGEST = Duration.ofSeconds(4);

  /// More than a lease.
  private static final Duration CLOCKS_APART = Duration.ofSeconds(2);

  private final Map<ValidatorName, Long> clocksTrusted = new TreeMap<>();
  private final LeaseCluster cluster;
  private final RandomGenerator random;

  Storm(LeaseCluster cluster) {
    this.cluster = cluster;
    this.random = cluster.random;
  }

  void begin() {
    cluster.network.weather(
        Weather.lossy(
            random.nextInt(3) == 0 ? 0.1 : 0, Duration.ofMillis(random.nextInt(3) == 0 ? 80 : 2)));
    cluster.latestNews = some(LONGEST);
    cluster.impatient = random.nextBoolean();
    cluster.timeline.after(some(Duration.ofSeconds(2)), this::strike);
    cluster.timeline.after(some(Duration.ofMillis(100)), this::revoke);
  }

  private Duration some(Duration most) {
    return cluster.between(Duration.ofMillis(1), most);
  }

  private void revoke() {
    for (LeaseCluster.Node node : cluster.nodes) {
      var _ = node.revoke();
    }
    cluster.timeline.after(some(Duration.ofMillis(400)), this::revoke);
  }

  private LeaseCluster.Node somebody() {
    return cluster.nodes.get(random.nextInt(cluster.nodes.size()));
  }

  private LeaseCluster.Node leaderOrSomebody() {
    return cluster.isLed() && random.nextBoolean() ? cluster.leader() : somebody();
  }

  private void strike() {
    var node = leaderOrSomebody();
    switch (random.nextInt(10)) {
      case 0 -> cutOff(node);
      case 1 -> cutWire(node, List.of(Link.Channel.values()));
      case 2 -> cutWire(node, List.of(Link.Channel.ORDERING));
      case 3 -> cutWire(node, List.of(Link.Channel.LEASE));
      case 4 -> pause(node);
      case 5 -> crash(node);
      case 6 -> node.campaign();
      case 7 -> slowDown(node);
      case 8 -> split(node);
      default -> {
        if (random.nextInt(3) == 0) {
          cluster.nodes.forEach(this::crash);
        } else {
          setWall(node);
        }
      }
    }
    cluster.timeline.after(some(Duration.ofSeconds(2)), this::strike);
  }

  private void cutOff(LeaseCluster.Node node) {
    cluster.network.isolate(node.name());
    cluster.timeline.after(some(LONGEST), () -> cluster.network.rejoin(node.name()));
  }

  /// `node` and one other on this side, the rest on that.
  private void split(LeaseCluster.Node node) {
    var other = somebody();
    var length = some(LONGEST);
    for (LeaseCluster.Node far : cluster.nodes) {
      for (Link.Channel channel : Link.Channel.values()) {
        if (far != node && far != other) {
          cutFor(length, new Wire(node.name(), far.name(), channel));
          cutFor(length, new Wire(far.name(), node.name(), channel));
          cutFor(length, new Wire(other.name(), far.name(), channel));
          cutFor(length, new Wire(far.name(), other.name(), channel));
        }
      }
    }
  }

  private void cutWire(LeaseCluster.Node node, List<Link.Channel> channels) {
    var other = somebody();
    boolean bothWays = random.nextBoolean();
    var length = some(LONGEST);
    for (Link.Channel channel : channels) {
      cutFor(length, new Wire(node.name(), other.name(), channel));
      if (bothWays) {
        cutFor(length, new Wire(other.name(), node.name(), channel));
      }
    }
  }

  private void cutFor(Duration length, Wire wire) {
    cluster.network.cut(wire);
    cluster.timeline.after(length, () -> cluster.network.mend(wire));
  }

  private void pause(LeaseCluster.Node node) {
    if (!node.machine.runs()) {
      return;
    }
    var length = some(LONGEST);
    if (random.nextBoolean() || !clockIsFree(node, length)) {
      node.machine.pause();
    } else {
      node.machine.suspend();
    }
    cluster.timeline.after(
        length,
        () -> {
          if (node.machine.isUp()) {
            node.machine.resume();
          }
        });
  }

  private void setWall(LeaseCluster.Node node) {
    if (clockIsFree(node, Duration.ZERO)) {
      node.machine.setWall(Duration.ofMillis(random.nextInt(-5_000, 5_000)));
    }
  }

  /// Against a clock that stops while the other is set back, within one lease, there is no help: so
  /// each clock goes wrong alone.
  private boolean clockIsFree(LeaseCluster.Node node, Duration length) {
    long now = cluster.timeline.nowNanos();
    boolean free = clocksTrusted.getOrDefault(node.name(), 0L) <= now;
    if (free) {
      clocksTrusted.put(node.name(), now + length.plus(CLOCKS_APART).toNanos());
    }
    return free;
  }

  private void crash(LeaseCluster.Node node) {
    if (node.machine.isUp()) {
      node.crash();
      cluster.timeline.after(some(LONGEST), node::boot);
    }
  }

  private void slowDown(LeaseCluster.Node node) {
    node.setSlowness(some(Duration.ofSeconds(3)));
    cluster.timeline.after(some(LONGEST), () -> node.setSlowness(Duration.ofMillis(2)));
  }
}
