package org.genogate.cluster.key;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.genogate.cluster.link.Link;
import org.genogate.cluster.simulation.SimulatedMachine;
import org.genogate.cluster.simulation.SimulatedNetwork;
import org.genogate.cluster.simulation.SimulatedNetwork.Parcel;
import org.genogate.cluster.simulation.Timeline;
import org.genogate.cluster.simulation.Weather;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.key.WrappingPublicKey;
import org.genogate.ledger.vault.KeyName;
import org.genogate.ledger.vault.Tombstone;
import org.genogate.ledger.vault.Vault;

/// Nodes with real vaults, on a network that loses, delays and cuts.
final class KeySimulation implements AutoCloseable {

  private static final Duration MOST_DELAY = Duration.ofMillis(50);

  final SplittableRandom random;
  final Map<ValidatorName, WrappingPublicKey> validators = new TreeMap<>();
  final Set<Tombstone> forbidden = new HashSet<>();

  /// Every message that was not cut off, as it was sent.
  final List<KeyMessage> sent = new ArrayList<>();

  private final Timeline timeline = new Timeline();
  private final SimulatedNetwork network;
  private final Path root;
  private final Map<ValidatorName, Node> nodes = new TreeMap<>();

  KeySimulation(Path root, long seed) {
    this.root = root;
    this.random = new SplittableRandom(seed);
    this.network = new SimulatedNetwork(timeline, random.split(), Set.of());
    network.censor(this::take);
    lose(0);
  }

  private boolean take(Parcel parcel) {
    KeyMessage.decode(parcel.message()).ifPresent(sent::add);
    return true;
  }

  /// So many messages are lost from now on.
  void lose(double share) {
    network.weather(Weather.lossy(share, MOST_DELAY));
  }

  /// A node that runs, and is a validator.
  Node add(String name) throws IOException {
    var node = stranger(name);
    validators.put(node.name, node.vault.wrappingKey().publicKey());
    return node;
  }

  /// A node that has a link, and is no validator.
  Node stranger(String name) throws IOException {
    var node = new Node(new ValidatorName(name));
    nodes.put(node.name, node);
    network.join(node.name);
    node.start();
    return node;
  }

  /// Cuts a node off, or stops it: nothing from it or for it arrives.
  void takeAway(Node node) {
    network.isolate(node.name);
  }

  void bringBack(Node node) {
    network.rejoin(node.name);
  }

  void runFor(Duration duration) {
    timeline.run(duration);
  }

  /// @return whether `condition` came true in that time
  boolean runUntil(BooleanSupplier condition, Duration atMost) {
    return timeline.runUntil(condition, atMost);
  }

  @Override
  public void close() throws IOException {
    for (var node : nodes.values()) {
      node.vault.close();
    }
  }

  /// One node: a vault that stays, and an exchange that a restart makes anew.
  final class Node implements KeyListener {

    final ValidatorName name;
    final Set<KeyName> arrived = new LinkedHashSet<>();
    final Set<KeyName> erased = new LinkedHashSet<>();
    final Map<ValidatorName, Set<KeyName>> conflicts = new HashMap<>();
    final List<IOException> failures = new ArrayList<>();
    Vault vault;
    KeyExchange exchange;

    /// What this node's ledger orders, as far as it has read.
    Predicate<Tombstone> ordered = tombstone -> !forbidden.contains(tombstone);

    private final SimulatedMachine machine;
    private Link link;

    private Node(ValidatorName name) throws IOException {
      this.name = name;
      this.machine = new SimulatedMachine(timeline, name, 1, random.nextLong(1L << 50));
      this.vault = Vault.create(directory(), masterKey(), new SecureRandom());
      this.link = network.link(name);
      this.exchange = newExchange();
    }

    private Path directory() {
      return root.resolve(name.value());
    }

    private Path masterKey() {
      return root.resolve(name.value() + ".key");
    }

    private KeyExchange newExchange() {
      return new KeyExchange(
          link,
          machine,
          vault,
          () -> Collections.unmodifiableMap(validators),
          tombstone -> ordered.test(tombstone),
          this,
          random.split());
    }

    private void start() {
      exchange.start();
    }

    /// What it had in memory is lost.
    void restart() throws IOException {
      machine.crash();
      vault.close();
      vault = Vault.open(directory(), masterKey(), new SecureRandom());
      link = network.link(name);
      exchange = newExchange();
      machine.boot();
      exchange.start();
    }

    /// Says what a test makes up.
    void sendRaw(ValidatorName to, byte[] message) {
      link.send(to, Link.Channel.KEY, message);
    }

    @Override
    public void arrived(Set<KeyName> names) {
      arrived.addAll(names);
    }

    @Override
    public void erased(Set<KeyName> names) {
      erased.addAll(names);
    }

    @Override
    public void conflicted(ValidatorName peer, Set<KeyName> names) {
      conflicts.put(peer, names);
    }

    @Override
    public void failed(IOException cause) {
      failures.add(cause);
    }
  }
}
