package org.genogate.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.genogate.cluster.simulation.SimulatedNetwork;
import org.genogate.cluster.simulation.Timeline;
import org.genogate.ledger.checkpoint.Checkpoint;
import org.genogate.ledger.checkpoint.InvalidNoteException;
import org.genogate.ledger.checkpoint.Policy;
import org.genogate.ledger.checkpoint.SignedNote;
import org.genogate.ledger.checkpoint.VerifierKey;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.key.SigningKey;
import org.genogate.ledger.log.Committed;
import org.genogate.ledger.log.LedgerLog;
import org.genogate.ledger.merkle.Hash;
import org.jspecify.annotations.Nullable;

/// Whole nodes on one thread and a clock of their own, and the promises that were made to anybody.
final class SimulatedCluster {

  static final String ORIGIN = "ledger.example.org/simulated";
  static final SigningKey LOG_KEY = SigningKey.ofSeed(new byte[32]);

  private static final VerifierKey LOG =
      new VerifierKey(ORIGIN, VerifierKey.Kind.LOG, LOG_KEY.publicKey());

  private final Timeline timeline = new Timeline();
  private final Random random;
  private final SimulatedNetwork network;
  private final Policy policy;
  private final List<SimulatedNode> nodes = new ArrayList<>();
  private final Map<Long, Hash> folded = new HashMap<>();
  private final Map<Long, Hash> acknowledged = new TreeMap<>();
  private final Set<Long> obeyed = new HashSet<>();
  private final Set<SignedNote> judged = new HashSet<>();
  private final Map<Long, Hash> finalRoots = new HashMap<>();
  private @Nullable AssertionError broken;
  private long lastNumber;
  private long reads;

  SimulatedCluster(long seed, int size) {
    this.random = new Random(seed);
    var names = new ArrayList<ValidatorName>();
    for (int i = 0; i < size; i++) {
      names.add(new ValidatorName("node-" + (char) ('a' + i)));
    }
    this.network = new SimulatedNetwork(timeline, random, new HashSet<>(names));
    names.forEach(name -> nodes.add(new SimulatedNode(this, name, random.nextLong())));
    this.policy = policy(names);
  }

  private Policy policy(List<ValidatorName> names) {
    var text = new StringBuilder("log " + LOG + "\n");
    for (var name : names) {
      var key =
          new VerifierKey(
              cosignerName(name), VerifierKey.Kind.COSIGNER, cosignerKey(name).publicKey());
      text.append("witness ").append(name).append(' ').append(key).append('\n');
    }
    text.append("group final ").append(names.size() / 2 + 1);
    names.forEach(name -> text.append(' ').append(name));
    try {
      return Policy.parse(text.append("\nquorum final\n").toString());
    } catch (InvalidNoteException e) {
      throw new AssertionError(e);
    }
  }

  String cosignerName(ValidatorName name) {
    return ORIGIN + "/validator/" + name;
  }

  SigningKey cosignerKey(ValidatorName name) {
    return SigningKey.ofSeed(
        Hash.sha256(name.value().getBytes(java.nio.charset.StandardCharsets.UTF_8)).toBytes());
  }

  Cluster.Plan plan(ValidatorName self) {
    var members = nodes.stream().map(SimulatedNode::name).toList();
    return new Cluster.Plan(self, members, ORIGIN, LOG, NumberRules.number(0).entry());
  }

  Policy policy() {
    return policy;
  }

  Timeline timeline() {
    return timeline;
  }

  SimulatedNetwork network() {
    return network;
  }

  Random random() {
    return random;
  }

  List<SimulatedNode> nodes() {
    return nodes;
  }

  long reads() {
    return reads;
  }

  int acknowledgedCount() {
    return acknowledged.size();
  }

  void broken(AssertionError error) {
    if (broken == null) {
      broken = error;
    }
  }

  /// What a validator cosigns only grows, whatever backup it was put back to.
  void rolledBack(ValidatorName validator) {
    broken(new AssertionError(validator + " signed less than before"));
  }

  /// What one node folds at an index, every other does.
  void folded(ValidatorName node, long index, Hash leaf) {
    var before = folded.putIfAbsent(index, leaf);
    if (before != null && !before.equals(leaf)) {
      broken(new AssertionError(node + " has another entry at " + index));
    }
    timeline.note(index ^ leaf.hashCode());
  }

  /// A node's client asks for something, or nobody is there.
  void ask(SimulatedNode node) {
    long number = ++lastNumber;
    boolean revokes = random.nextInt(4) == 0;
    node.appender()
        .ifPresent(appender -> {
          var outcome =
              revokes
                  ? appender.appendEverywhere(NumberRules.revocation(number))
                  : appender.append(NumberRules.number(number));
          var _ =
              outcome.thenAccept(place -> {
                if (node.appender().filter(appender::equals).isPresent()) {
                  acknowledge(node, place, revokes, number);
                }
              });
        });
  }

  private void acknowledge(SimulatedNode node, Committed place, boolean revokes, long number) {
    if (node.log().filter(log -> log.size() > place.index()).isEmpty()) {
      broken(new AssertionError(node.name() + " is told before its own fold has it"));
    }
    acknowledged.put(place.index(), place.leaf());
    if (revokes) {
      obeyed.add(number);
    }
  }

  /// Whoever answers now has heard of every revocation that was acknowledged.
  void readEverywhere() {
    for (var node : nodes) {
      node.read()
          .ifPresent(rules -> {
            reads++;
            for (long number : obeyed) {
              if (!rules.isRevoked(number)) {
                broken(new AssertionError(node.name() + " answers without revocation " + number));
              }
            }
          });
      node.log().flatMap(LedgerLog::checkpoint).ifPresent(note -> judge(node, note));
    }
  }

  /// What a node shows as final has a quorum's signatures, and nobody shows anything else at that
  /// size.
  private void judge(SimulatedNode node, SignedNote note) {
    if (!judged.add(note)) {
      return;
    }
    try {
      notFinalOtherwise(node.name(), policy.verify(note));
    } catch (InvalidNoteException e) {
      broken(new AssertionError(node.name() + " publishes without a quorum", e));
    }
  }

  private void notFinalOtherwise(ValidatorName node, Checkpoint checkpoint) {
    var before = finalRoots.putIfAbsent(checkpoint.size(), checkpoint.root());
    if (before != null && !before.equals(checkpoint.root())) {
      broken(new AssertionError(node + " has another block final at " + checkpoint.size()));
    }
  }

  void run(Duration time) {
    timeline.run(time);
    readEverywhere();
    check();
  }

  void check() {
    if (broken != null) {
      throw broken;
    }
  }

  /// With everything healed, something new is recorded, obeyed everywhere, and final on every node.
  void awaitProgress(Duration most) {
    for (var node : nodes) {
      int before = obeyed.size();
      long number = ++lastNumber;
      var _ =
          node.appender()
              .orElseThrow()
              .appendEverywhere(NumberRules.revocation(number))
              .thenAccept(place -> acknowledge(node, place, true, number));
      if (!timeline.runUntil(() -> obeyed.size() > before || broken != null, most)) {
        throw new AssertionError("nothing is acknowledged any more at " + node.name());
      }
    }
    long size = folded.size();
    if (!timeline.runUntil(() -> everywhereFinal(size), most)) {
      throw new AssertionError("not final everywhere: " + size + ": " + sizes());
    }
    if (!timeline.runUntil(this::everywhereFolded, most)) {
      throw new AssertionError("some node does not catch up: " + sizes());
    }
    readEverywhere();
    check();
  }

  private boolean everywhereFolded() {
    return nodes.stream().allMatch(node -> node.log().orElseThrow().size() == folded.size());
  }

  private String sizes() {
    var text = new StringBuilder();
    for (var node : nodes) {
      node.log()
          .ifPresent(log ->
              text.append(node.name())
                  .append(' ')
                  .append(log.size())
                  .append(' ')
                  .append(log.sealedSize())
                  .append(' ')
                  .append(node.part().orElseThrow().status())
                  .append('\n'));
    }
    return text.toString();
  }

  private boolean everywhereFinal(long size) {
    return nodes.stream()
        .allMatch(node -> node.log().filter(log -> log.sealedSize() >= size).isPresent());
  }

  /// Every entry that was acknowledged stands at its place, on every node.
  void checkNothingLost() throws IOException {
    for (var node : nodes) {
      var log = node.log().orElseThrow();
      for (var promise : acknowledged.entrySet()) {
        if (promise.getKey() >= log.size()) {
          throw new AssertionError(
              "%s has %d entries, entry %d was acknowledged"
                  .formatted(node.name(), log.size(), promise.getKey()));
        }
        if (!log.read(promise.getKey()).leaf().equals(promise.getValue())) {
          throw new AssertionError(node.name() + " has another entry at " + promise.getKey());
        }
      }
    }
  }
}
