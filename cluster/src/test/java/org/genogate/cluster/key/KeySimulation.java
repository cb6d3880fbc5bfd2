package org.genogate.cluster.key;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.genogate.cluster.link.Link;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.key.WrappingPublicKey;
import org.genogate.ledger.log.Agenda;
import org.genogate.ledger.vault.KeyName;
import org.genogate.ledger.vault.Tombstone;
import org.genogate.ledger.vault.Vault;

/// Nodes with real vaults, one clock, one thread, and a network that loses, delays and cuts.
final class KeySimulation implements AutoCloseable {

  private record Task(long at, long order, Runnable run) {}

  final SplittableRandom random;
  final Map<ValidatorName, WrappingPublicKey> validators = new TreeMap<>();
  final Set<Tombstone> forbidden = new HashSet<>();

  /// Every message, as it was sent.
  final List<KeyMessage> sent = new ArrayList<>();

  double loss;
  private final Path root;
  private final Map<ValidatorName, Node> nodes = new TreeMap<>();
  private final Set<ValidatorName> away = new HashSet<>();
  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparingLong(Task::at).thenComparingLong(Task::order));
  private long now;
  private long order;

  KeySimulation(Path root, long seed) {
    this.root = root;
    this.random = new SplittableRandom(seed);
    this.now = random.nextLong();
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
    node.start();
    return node;
  }

  /// Cuts a node off, or stops it: nothing from it or for it arrives.
  void takeAway(Node node) {
    away.add(node.name);
  }

  void bringBack(Node node) {
    away.remove(node.name);
  }

  void runFor(Duration duration) {
    runUntil(() -> false, duration);
  }

  /// @return whether `condition` came true in that time
  boolean runUntil(BooleanSupplier condition, Duration atMost) {
    long end = now + atMost.toNanos();
    while (!condition.getAsBoolean()) {
      var next = tasks.peek();
      if (next == null || next.at - end > 0) {
        now = end;
        return condition.getAsBoolean();
      }
      tasks.remove();
      now = next.at;
      next.run.run();
    }
    return true;
  }

  private void schedule(long delayNanos, Runnable run) {
    tasks.add(new Task(now + delayNanos, order++, run));
  }

  @Override
  public void close() throws IOException {
    for (var node : nodes.values()) {
      node.vault.close();
    }
  }

  /// One node: a vault that stays, and an exchange that a restart makes anew.
  final class Node implements Link, KeyListener {

    final ValidatorName name;
    final Set<KeyName> arrived = new LinkedHashSet<>();
    final Set<KeyName> erased = new LinkedHashSet<>();
    final Map<ValidatorName, Set<KeyName>> conflicts = new HashMap<>();
    final List<IOException> failures = new ArrayList<>();
    Vault vault;
    KeyExchange exchange;

    /// What this node's ledger orders, as far as it has read.
    Predicate<Tombstone> ordered = tombstone -> !forbidden.contains(tombstone);

    private Receiver receiver = (_, _) -> {};
    private int life;

    private Node(ValidatorName name) throws IOException {
      this.name = name;
      this.vault = Vault.create(directory(), masterKey(), new SecureRandom());
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
          this,
          new NodeAgenda(life),
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
      life++;
      vault.close();
      vault = Vault.open(directory(), masterKey(), new SecureRandom());
      exchange = newExchange();
      exchange.start();
    }

    /// Runs what one life of the node has to do.
    private final class NodeAgenda implements Agenda {
      private final int ofLife;

      NodeAgenda(int ofLife) {
        this.ofLife = ofLife;
      }

      @Override
      public long nanoTime() {
        return now;
      }

      @Override
      public void execute(Runnable task) {
        schedule(Duration.ZERO, task);
      }

      @Override
      public void schedule(Duration delay, Runnable task) {
        KeySimulation.this.schedule(
            delay.toNanos(),
            () -> {
              if (ofLife == life) {
                task.run();
              }
            });
      }
    }

    @Override
    public ValidatorName self() {
      return name;
    }

    @Override
    public Set<ValidatorName> members() {
      return nodes.keySet();
    }

    @Override
    public boolean isReachable(ValidatorName peer) {
      return nodes.containsKey(peer) && !away.contains(peer) && !away.contains(name);
    }

    @Override
    public void send(ValidatorName to, Channel channel, byte[] message) {
      KeyMessage.decode(message).ifPresent(sent::add);
      sendRaw(to, message);
    }

    void sendRaw(ValidatorName to, byte[] message) {
      var receiving = nodes.get(to);
      if (receiving == null || !isReachable(to) || random.nextDouble() < loss) {
        return;
      }
      KeySimulation.this.schedule(
          random.nextLong(1, Duration.ofMillis(50).toNanos()),
          () -> {
            if (isReachable(to)) {
              receiving.receiver.received(name, message);
            }
          });
    }

    @Override
    public void listen(Channel channel, Receiver taking) {
      receiver = taking;
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
