package org.genogate.cluster.ordering;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.genogate.cluster.simulation.SimulatedNetwork;
import org.genogate.cluster.simulation.Timeline;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.log.Batch;
import org.genogate.ledger.log.Draft;
import org.jspecify.annotations.Nullable;

/// A simulated cluster that orders batches, and its judge.
final class World {

  /// Small, so that a schedule of seconds has many snapshots and holes.
  static final OrderingSettings SETTINGS =
      new OrderingSettings(Duration.ofMillis(100), Duration.ofMillis(600), 30, 16, 2_000, 400);

  private final Timeline timeline = new Timeline();
  private final Random random;
  private final SimulatedNetwork network;
  private final Judge judge = new Judge();
  private final OrderingSettings settings;
  private final List<Validator> validators = new ArrayList<>();
  private @Nullable AssertionError broken;
  private long lastId;

  World(long seed, int nodes, OrderingSettings settings) {
    this(seed, nodes, nodes, settings);
  }

  /// @param founders how many of the nodes are members from the start
  World(long seed, int nodes, int founders, OrderingSettings settings) {
    this.random = new Random(seed);
    this.settings = settings;
    var names = new ArrayList<ValidatorName>();
    for (int i = 0; i < nodes; i++) {
      names.add(new ValidatorName("node-" + (char) ('a' + i)));
    }
    network = new SimulatedNetwork(timeline, random, new HashSet<>(names));
    for (var name : names) {
      validators.add(new Validator(this, name, names.subList(0, founders), random.nextLong()));
    }
  }

  Timeline timeline() {
    return timeline;
  }

  SimulatedNetwork network() {
    return network;
  }

  Judge judge() {
    return judge;
  }

  OrderingSettings settings() {
    return settings;
  }

  RandomGenerator random() {
    return random;
  }

  List<Validator> validators() {
    return validators;
  }

  Validator validator(int number) {
    return validators.get(number);
  }

  void startAll() {
    validators.forEach(Validator::start);
  }

  Batch batch(int entries) {
    var items = new ArrayList<Batch.Item>();
    for (int i = 0; i < entries; i++) {
      byte[] entry = ByteBuffer.allocate(8).putLong(++lastId).array();
      items.add(new Batch.Item(Batch.Kind.ENTRY, new Draft(entry, new byte[0])));
    }
    return new Batch(items);
  }

  void broken(AssertionError error) {
    broken = error;
  }

  /// @param members how many vote, as the one who acknowledges knows
  void acknowledged(long index, long id, int members) {
    int copies = 0;
    for (var validator : validators) {
      if (validator.platter().durableItem(index).filter(i -> Judge.id(i) == id).isPresent()) {
        copies++;
      }
    }
    try {
      judge.acknowledged(index, id, copies, quorum(members));
    } catch (AssertionError e) {
      broken(e);
    }
  }

  private static int quorum(int members) {
    return members / 2 + 1;
  }

  void notOrdered(long id) {
    try {
      judge.notOrdered(id);
    } catch (AssertionError e) {
      broken(e);
    }
  }

  /// Lets time pass.
  void run(Duration duration) {
    timeline.run(duration);
    check();
  }

  void check() {
    if (broken != null) {
      throw broken;
    }
  }

  boolean await(BooleanSupplier condition, Duration most) {
    boolean holds = timeline.runUntil(() -> broken != null || condition.getAsBoolean(), most);
    check();
    return holds;
  }

  Optional<Validator> leader() {
    // A deposed one may not know yet.
    return validators.stream()
        .filter(Validator::leads)
        .max(Comparator.comparingLong(v -> v.standing().term()));
  }

  Validator awaitLeader() {
    if (!await(() -> leader().isPresent(), Duration.ofSeconds(10))) {
      throw new AssertionError("nobody leads");
    }
    return leader().orElseThrow();
  }

  /// Proposes through whoever leads, until something new is committed on all members that are up.
  void awaitProgress(Duration most) {
    long before = judge.committed().size();
    long start = timeline.nowNanos();
    while (timeline.nowNanos() - start < most.toNanos()) {
      leader().ifPresent(leader -> leader.propose(1, 1));
      run(Duration.ofMillis(50));
      long now = judge.committed().size();
      if (now > before && members().allMatch(v -> v.reported() == now)) {
        return;
      }
    }
    var standings = new StringBuilder();
    for (var validator : validators) {
      standings.append("\n").append(validator.name()).append(' ');
      standings.append(validator.isUp() ? validator.standing() : "down");
      standings.append(" reported ").append(validator.reported());
    }
    throw new AssertionError("no progress beyond " + before + standings);
  }

  /// Whether each acknowledged entry is where it was, on each member that is up.
  void checkNothingLost() {
    members()
        .forEach(validator ->
            judge.acknowledged().forEach((index, id) -> checkHas(validator, index, id)));
  }

  /// Those who vote, as the leader knows, and are up.
  private Stream<Validator> members() {
    var names = leader().map(leader -> leader.standing().members()).orElse(List.of());
    return validators.stream().filter(v -> v.isUp() && names.contains(v.name()));
  }

  private static void checkHas(Validator validator, long index, long id) {
    var item = validator.platter().durableItem(index);
    if (item.isEmpty() || Judge.id(item.get()) != id) {
      throw new AssertionError(validator.name() + " lost entry " + id + " at " + index);
    }
  }
}
