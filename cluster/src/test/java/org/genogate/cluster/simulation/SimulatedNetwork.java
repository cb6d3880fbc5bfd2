package org.genogate.cluster.simulation;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.genogate.cluster.link.Link;
import org.genogate.ledger.event.ValidatorName;

/// Carries messages between simulated nodes, as well as its [Weather], its cuts and its censor let
/// it.
public final class SimulatedNetwork {

  /// A message on its way.
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  public record Parcel(
      ValidatorName from, ValidatorName to, Link.Channel channel, byte[] message) {}

  /// Decides about each message, for a schedule that is written by hand.
  @FunctionalInterface
  public interface Censor {
    /// @return whether it may pass; what may not is lost, unless the censor keeps it and
    ///   [delivers][SimulatedNetwork#deliver] it later
    boolean passes(Parcel parcel);
  }

  /// One direction of one channel between two nodes.
  public record Wire(ValidatorName from, ValidatorName to, Link.Channel channel) {}

  private record Way(ValidatorName from, ValidatorName to) {}

  private final Timeline timeline;
  private final RandomGenerator random;

  /// In one order on every run, so that a history can be repeated.
  private final Set<ValidatorName> members = new TreeSet<>();

  private final Map<ValidatorName, SimulatedLink> links = new HashMap<>();
  private final Set<Way> cuts = new HashSet<>();
  private final Set<Wire> cutWires = new HashSet<>();
  private final Map<Wire, Long> lastArrivals = new HashMap<>();
  private final Map<ValidatorName, Set<ValidatorName>> peers = new HashMap<>();
  private Weather weather = Weather.fair();
  private Censor censor = _ -> true;

  public SimulatedNetwork(Timeline timeline, RandomGenerator random, Set<ValidatorName> members) {
    this.timeline = timeline;
    this.random = random;
    this.members.addAll(members);
  }

  public void weather(Weather now) {
    weather = now;
  }

  public void censor(Censor now) {
    censor = now;
  }

  /// One more node may have a link.
  public void join(ValidatorName name) {
    members.add(name);
  }

  /// Whom a node has links with from now on, if not with all.
  public void peers(ValidatorName self, Set<ValidatorName> others) {
    peers.put(self, new TreeSet<>(others));
  }

  private boolean knows(ValidatorName one, ValidatorName other) {
    return peers.getOrDefault(one, members).contains(other);
  }

  private boolean areLinked(ValidatorName one, ValidatorName other) {
    return knows(one, other) && knows(other, one);
  }

  /// The link of a process that begins. That of the process before it is dead.
  public Link link(ValidatorName name) {
    var link = new SimulatedLink(name);
    links.put(name, link);
    return link;
  }

  /// The process is dead: nothing reaches it, and nothing more comes from it.
  public void unplug(ValidatorName name) {
    links.remove(name);
  }

  /// Nothing gets from the one to the other. What is on its way arrives.
  public void cut(ValidatorName from, ValidatorName to) {
    cuts.add(new Way(from, to));
  }

  public void cutBoth(ValidatorName one, ValidatorName other) {
    cut(one, other);
    cut(other, one);
  }

  public void isolate(ValidatorName name) {
    members.stream().filter(other -> !other.equals(name)).forEach(other -> cutBoth(name, other));
  }

  /// Takes back what [#isolate] did.
  public void rejoin(ValidatorName name) {
    cuts.removeIf(way -> way.from.equals(name) || way.to.equals(name));
  }

  /// Nothing gets through on one channel; either end holds the other for reachable.
  public void cut(Wire wire) {
    cutWires.add(wire);
  }

  public void mend(Wire wire) {
    cutWires.remove(wire);
  }

  public void heal() {
    cuts.clear();
    cutWires.clear();
  }

  private void send(Parcel parcel) {
    var wire = new Wire(parcel.from, parcel.to, parcel.channel);
    boolean cut = cuts.contains(new Way(parcel.from, parcel.to)) || cutWires.contains(wire);
    if (!cut && censor.passes(parcel) && random.nextDouble() >= weather.loss()) {
      launch(parcel, wire);
      if (weather.doubled() > 0 && random.nextDouble() < weather.doubled()) {
        launch(parcel, wire);
      }
    }
  }

  private void launch(Parcel parcel, Wire wire) {
    long micros = random.nextInt(weather.leastMicros(), weather.mostMicros() + 1);
    if (weather.slow() > 0 && random.nextDouble() < weather.slow()) {
      micros *= random.nextInt(1, 101);
    }
    long arrival = timeline.nowNanos() + micros * 1_000;
    if (weather.ordered()) {
      arrival = Math.max(arrival, lastArrivals.getOrDefault(wire, 0L) + 1);
      lastArrivals.put(wire, arrival);
    }
    timeline.at(arrival, () -> deliver(parcel));
  }

  /// Hands a message over now.
  public void deliver(Parcel parcel) {
    var link = links.get(parcel.to);
    var receiver = link == null ? null : link.receivers.get(parcel.channel);
    if (receiver != null && areLinked(parcel.from, parcel.to)) {
      timeline.note(parcel.to.hashCode() * 31L + parcel.message.length);
      receiver.received(parcel.from, parcel.message.clone());
    }
  }

  /// Of one process.
  private final class SimulatedLink implements Link {

    private final ValidatorName self;
    private final Map<Channel, Receiver> receivers = new HashMap<>();

    SimulatedLink(ValidatorName self) {
      this.self = self;
    }

    @Override
    public ValidatorName self() {
      return self;
    }

    @Override
    public Set<ValidatorName> members() {
      return Collections.unmodifiableSet(peers.getOrDefault(self, members));
    }

    @Override
    public boolean isReachable(ValidatorName peer) {
      return links.containsKey(peer)
          && areLinked(self, peer)
          && !cuts.contains(new Way(self, peer))
          && !cuts.contains(new Way(peer, self));
    }

    @Override
    public void send(ValidatorName to, Channel channel, byte[] message) {
      if (links.get(self) == this && !to.equals(self) && knows(self, to)) {
        SimulatedNetwork.this.send(new Parcel(self, to, channel, message));
      }
    }

    @Override
    public void listen(Channel channel, Receiver receiver) {
      receivers.put(channel, receiver);
    }
  }
}
