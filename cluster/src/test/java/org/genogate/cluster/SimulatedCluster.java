package org.genogate.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.genogate.cluster.simulation.SimulatedNetwork;
import org.genogate.cluster.simulation.Timeline;
import org.genogate.ledger.Replication;
import org.genogate.ledger.checkpoint.Checkpoint;
import org.genogate.ledger.checkpoint.InvalidNoteException;
import org.genogate.ledger.checkpoint.Policy;
import org.genogate.ledger.checkpoint.SignedNote;
import org.genogate.ledger.checkpoint.VerifierKey;
import org.genogate.ledger.event.Endorsements;
import org.genogate.ledger.event.Validator;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.key.SigningKey;
import org.genogate.ledger.key.WrappingKey;
import org.genogate.ledger.key.WrappingPublicKey;
import org.genogate.ledger.log.Committed;
import org.genogate.ledger.log.LedgerLog;
import org.genogate.ledger.merkle.Hash;
import org.genogate.ledger.state.Epoch;
import org.jspecify.annotations.Nullable;

/// Whole nodes on one thread and a clock of their own, and the promises that were made to anybody.
final class SimulatedCluster {

  static final String ORIGIN = "ledger.example.org/simulated";
  static final SigningKey LOG_KEY = SigningKey.ofSeed(new byte[32]);

  private static final VerifierKey LOG =
      new VerifierKey(ORIGIN, VerifierKey.Kind.LOG, LOG_KEY.publicKey());

  /// Nothing is wrapped here.
  private static final WrappingPublicKey WRAPPING = WrappingKey.of(new byte[32]).publicKey();

  private final Timeline timeline = new Timeline();
  private final Random random;
  private final SimulatedNetwork network;
  private final List<ValidatorName> founders;
  private final Map<List<ValidatorName>, Policy> policies = new HashMap<>();
  private final List<SimulatedNode> nodes = new ArrayList<>();
  private final Map<Long, Hash> folded = new HashMap<>();
  private final Map<Long, Hash> acknowledged = new TreeMap<>();
  private final Set<Long> obeyed = new HashSet<>();
  private final Set<SignedNote> judged = new HashSet<>();
  private final Map<Long, Hash> finalRoots = new HashMap<>();
  private @Nullable AssertionError broken;
  private long lastNumber;
  private long reads;
  private long changes;

  SimulatedCluster(long seed, int size) {
    this(seed, size, 0);
  }

  /// @param spare nodes that may be added later
  SimulatedCluster(long seed, int size, int spare) {
    this.random = new Random(seed);
    var names = new ArrayList<ValidatorName>();
    for (int i = 0; i < size + spare; i++) {
      names.add(new ValidatorName("node-" + (char) ('a' + i)));
    }
    this.network = new SimulatedNetwork(timeline, random, new HashSet<>(names));
    names.forEach(name -> nodes.add(new SimulatedNode(this, name, random.nextLong())));
    this.founders = List.copyOf(names.subList(0, size));
    nodes.subList(0, size).forEach(node -> node.join(0, founders));
  }

  /// Half of its members, and one more, make a checkpoint of an epoch final.
  Policy policy(NumberRules rules, int epoch) {
    return policies.computeIfAbsent(names(rules, epoch), SimulatedCluster::policy);
  }

  private List<ValidatorName> names(NumberRules rules, int epoch) {
    return epoch == 0
        ? founders
        : rules.eras().get(epoch - 1).names().stream().map(ValidatorName::new).toList();
  }

  /// Who keeps the log, by what a node has folded.
  Optional<Replication.Keepers> keepers(NumberRules rules) {
    int epoch = rules.eras().size();
    if (epoch == 0) {
      return Optional.empty();
    }
    var names = names(rules, epoch);
    var former = new HashSet<>(founders);
    for (int earlier = 1; earlier < epoch; earlier++) {
      former.addAll(names(rules, earlier));
    }
    names.forEach(former::remove);
    var validators =
        names.stream()
            .map(name -> new Validator(name, cosignerKey(name).publicKey(), WRAPPING))
            .toList();
    return Optional.of(
        new Replication.Keepers(
            new Epoch(epoch, validators, "", Endorsements.none()),
            former,
            rules.eras().get(epoch - 1).index()));
  }

  /// The people agree to add or remove a node, and put that on the ledger at this one.
  void changeMembers(SimulatedNode at) {
    var rules = at.rules();
    var settled =
        at.part()
            .map(Cluster::status)
            .filter(status -> status.isMember() && status.membership().settled());
    if (rules.isEmpty() || settled.isEmpty()) {
      return;
    }
    int epoch = rules.get().eras().size();
    var names = new ArrayList<>(names(rules.get(), epoch));
    var spare = nodes.stream().filter(node -> !node.hasJoined()).findFirst();
    if (spare.isPresent() && (names.size() < 3 || random.nextBoolean())) {
      names.add(spare.get().name());
      spare.get().join(epoch + 1, names);
      spare.get().start();
    } else if (names.size() > 3 || (names.size() > 2 && random.nextInt(4) == 0)) {
      names.remove(random.nextInt(names.size()));
    } else {
      return;
    }
    var change = NumberRules.keepers(epoch + 1, names.stream().map(Object::toString).toList());
    at.appender()
        .ifPresent(appender -> {
          var _ = appender.append(change).thenAccept(_ -> changes++);
        });
  }

  long changes() {
    return changes;
  }

  /// The nodes that keep the log, by the newest that any of them has folded.
  List<SimulatedNode> members() {
    var newest =
        nodes.stream()
            .flatMap(node -> node.rules().stream())
            .max(Comparator.comparingInt(rules -> rules.eras().size()))
            .orElseThrow();
    var names = names(newest, newest.eras().size());
    return nodes.stream().filter(node -> names.contains(node.name())).toList();
  }

  /// A node that was away so long that it knows nobody who leads now is given another's file, by
  /// hand.
  void tellNewest() {
    var members = members();
    int epoch =
        members.stream()
            .flatMap(node -> node.rules().stream())
            .mapToInt(rules -> rules.eras().size())
            .max()
            .orElseThrow();
    for (var node : members) {
      if (node.rules().orElseThrow().eras().size() + 1 < epoch) {
        node.crash(false);
        node.join(epoch, members.stream().map(SimulatedNode::name).toList());
        node.start();
      }
    }
  }

  private static Policy policy(List<ValidatorName> names) {
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

  static String cosignerName(ValidatorName name) {
    return ORIGIN + "/validator/" + name;
  }

  static SigningKey cosignerKey(ValidatorName name) {
    return SigningKey.ofSeed(
        Hash.sha256(name.value().getBytes(java.nio.charset.StandardCharsets.UTF_8)).toBytes());
  }

  Plan plan(ValidatorName self, SimulatedNode.Told told) {
    return new Plan(
        self, founders, told.members(), told.epoch(), ORIGIN, LOG, NumberRules.number(0).entry());
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
      long size = Checkpoint.parse(note.text()).size();
      var rules = node.rules().orElseThrow();
      notFinalOtherwise(node.name(), policy(rules, rules.epochOfSeal(size - 1)).verify(note));
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
    for (var node : members()) {
      int before = obeyed.size();
      insist(node, ++lastNumber);
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

  /// Asks again when it is not known what came of it, as a client does.
  private void insist(SimulatedNode node, long number) {
    var _ =
        node.appender()
            .orElseThrow()
            .appendEverywhere(NumberRules.revocation(number))
            .whenComplete((place, failure) -> {
              if (failure == null) {
                acknowledge(node, place, true, number);
              } else {
                timeline.after(Duration.ofMillis(100), () -> insist(node, number));
              }
            });
  }

  /// Whoever keeps the log votes, and nobody else does, on every node.
  void awaitSettled(Duration most) {
    if (!timeline.runUntil(
        () ->
            broken != null
                || members().stream()
                    .allMatch(node ->
                        node.part().orElseThrow().status().isMember()
                            && node.part().orElseThrow().status().membership().settled()),
        most)) {
      throw new AssertionError("who votes never follows the ledger: " + sizes());
    }
    check();
  }

  private boolean everywhereFolded() {
    return members().stream().allMatch(node -> node.log().orElseThrow().size() == folded.size());
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
    return members().stream()
        .allMatch(node -> node.log().filter(log -> log.sealedSize() >= size).isPresent());
  }

  /// Every entry that was acknowledged stands at its place, on every node.
  void checkNothingLost() throws IOException {
    for (var node : members()) {
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
