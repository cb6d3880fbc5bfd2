package org.genogate.cluster.world;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.genogate.cluster.link.Link;
import org.genogate.ledger.event.ValidatorName;

/// Links between machines: first in, first out on each channel; delayed, lossy, cut. For one
/// thread.
public final class VirtualNetwork {

  /// One direction of one channel between two machines.
  public record Wire(ValidatorName from, ValidatorName to, Link.Channel channel) {}

  private final VirtualWorld world;
  private final Map<ValidatorName, VirtualLink> links = new TreeMap<>();
  private final Map<Wire, Long> lastArrivals = new HashMap<>();
  private final Set<Wire> cut = new HashSet<>();
  private Duration mostDelay = Duration.ofMillis(2);
  private double loss;

  public VirtualNetwork(VirtualWorld world) {
    this.world = world;
  }

  public void setMostDelay(Duration delay) {
    mostDelay = delay;
  }

  public void setLoss(double share) {
    loss = share;
  }

  public void cut(Wire wire) {
    cut.add(wire);
  }

  public void mend(Wire wire) {
    cut.remove(wire);
  }

  public void cut(ValidatorName machine) {
    wires(machine).forEach(cut::add);
  }

  public void mend(ValidatorName machine) {
    cut.removeAll(wires(machine));
  }

  private Set<Wire> wires(ValidatorName machine) {
    var wires = new HashSet<Wire>();
    for (ValidatorName other : links.keySet()) {
      for (var channel : Link.Channel.values()) {
        wires.add(new Wire(machine, other, channel));
        wires.add(new Wire(other, machine, channel));
      }
    }
    return wires;
  }

  /// The link of a machine that has just booted: nobody listens on it yet.
  public Link connect(VirtualMachine machine) {
    var link = new VirtualLink(machine);
    links.put(machine.name(), link);
    return link;
  }

  private void carry(Wire wire, byte[] message) {
    if (cut.contains(wire) || world.random().nextDouble() < loss) {
      return;
    }
    long delay = world.between(Duration.ofNanos(10_000), mostDelay).toNanos();
    long arrival = Math.max(world.now() + delay, lastArrivals.getOrDefault(wire, 0L) + 1);
    lastArrivals.put(wire, arrival);
    var copy = message.clone();
    world.after(
        arrival - world.now(),
        () -> {
          if (!cut.contains(wire)) {
            Optional.ofNullable(links.get(wire.to())).ifPresent(link -> link.deliver(wire, copy));
          }
        });
  }

  private final class VirtualLink implements Link {

    private final VirtualMachine machine;
    private final Map<Channel, Receiver> receivers = new EnumMap<>(Channel.class);

    VirtualLink(VirtualMachine machine) {
      this.machine = machine;
    }

    void deliver(Wire wire, byte[] message) {
      var receiver = receivers.get(wire.channel());
      if (machine.isUp() && receiver != null) {
        receiver.received(wire.from(), message);
      }
    }

    @Override
    public ValidatorName self() {
      return machine.name();
    }

    @Override
    public Set<ValidatorName> members() {
      // In one order on every run.
      return Collections.unmodifiableSet(new TreeSet<>(links.keySet()));
    }

    @Override
    public boolean isReachable(ValidatorName peer) {
      return links.containsKey(peer);
    }

    @Override
    public void send(ValidatorName to, Channel channel, byte[] message) {
      if (machine.isUp() && !to.equals(self())) {
        carry(new Wire(self(), to, channel), message);
      }
    }

    @Override
    public void listen(Channel channel, Receiver receiver) {
      receivers.put(channel, receiver);
    }
  }
}
