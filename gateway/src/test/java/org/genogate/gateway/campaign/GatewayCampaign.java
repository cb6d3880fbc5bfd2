package org.genogate.gateway.campaign;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.genogate.gateway.client.GatewayClient;
import org.genogate.gateway.client.ServedLedger;
import org.genogate.ledger.BrokenLedgerException;
import org.genogate.ledger.LedgerAudit;

/// Three gateways as processes, people and researchers at each, and one fault after the other; what
/// was promised and read is compared with the ledgers.
///
///     mvn -pl gateway -am test-compile exec:exec@campaign -Drounds=28 -Dminutes=30 -Dseed=1
///
/// As root on Linux each node has a network namespace, so that links can be cut, and one a disk that
/// can be filled. Debian's strace makes disks slow, its faketime sets clocks.
@SuppressWarnings("try") // whoever interrupts the test wants it to end
public final class GatewayCampaign implements AutoCloseable {

  private static final int NODES = 3;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration FAIR = Duration.ofSeconds(6);

  private final History history = new History();
  private final List<Seat> seats = new ArrayList<>();
  private final Map<Fault, Integer> done = new TreeMap<>();
  private final Abilities abilities;
  private final World world;
  private final Random random;
  private final long seed;

  private GatewayCampaign(Path folder, long seed) throws Exception {
    this.seed = seed;
    this.random = new Random(seed);
    var small = folder.resolve(World.name(NODES - 1).value());
    abilities = Abilities.find(NODES, small);
    try {
      world = World.make(folder, abilities.network(), NODES);
    } catch (IOException | RuntimeException e) {
      abilities.close();
      throw e;
    }
    for (int node = 0; node < NODES; node++) {
      seats.add(new Seat(node, world, abilities, history::violated));
    }
  }

  /// Arguments: how many faults at most, for how many minutes at most, and a seed.
  public static void main(String[] arguments) throws Exception {
    int rounds = Integer.parseInt(arguments[0]);
    var most = Duration.ofMinutes(Long.parseLong(arguments[1]));
    long seed = Long.parseLong(arguments[2]);
    var folder = Files.createTempDirectory("campaign");
    System.out.printf(
        "seed %d, at most %d rounds and %d minutes, in %s%n",
        seed, rounds, most.toMinutes(), folder);
    List<String> violations;
    try (var campaign = new GatewayCampaign(folder, seed)) {
      violations = campaign.run(campaign.deck(rounds), most);
    }
    System.out.println(violations.isEmpty() ? "no violation" : "VIOLATED: " + violations);
    System.exit(violations.isEmpty() ? 0 : 1);
  }

  /// Of `faults`, what this machine can.
  ///
  /// @return what must not happen and did
  static List<String> run(Path folder, long seed, List<Fault> faults) throws Exception {
    try (var campaign = new GatewayCampaign(folder, seed)) {
      var possible = new ArrayList<>(faults);
      possible.retainAll(campaign.abilities.faults());
      return campaign.run(possible, PATIENCE);
    }
  }

  /// Each fault as often as the others, in an order of chance.
  private List<Fault> deck(int rounds) {
    var deck = new ArrayList<Fault>();
    while (deck.size() < rounds) {
      var suit = new ArrayList<>(abilities.faults());
      Collections.shuffle(suit, random);
      deck.addAll(suit);
    }
    return deck.subList(0, rounds);
  }

  private List<String> run(List<Fault> faults, Duration most) throws Exception {
    for (var seat : seats) {
      seat.start();
    }
    for (var seat : seats) {
      ingest(seat);
    }
    long end = System.nanoTime() + most.toNanos();
    try (var work = new Workload(seats, world, history, seed)) {
      LockSupport.parkNanos(FAIR.toNanos());
      var mishaps = new Mishaps(seats, abilities.network(), history, random);
      for (var fault : faults) {
        if (System.nanoTime() - end > 0 || !history.violations().isEmpty()) {
          break;
        }
        round(mishaps, fault, work);
      }
    }
    awaitEqual();
    check();
    return history.violations();
  }

  private void round(Mishaps mishaps, Fault fault, Workload work) throws Exception {
    int before = history.count();
    long begun = System.nanoTime();
    var whom = mishaps.happen(fault);
    long healed = System.nanoTime();
    settle(work);
    done.merge(fault, 1, Integer::sum);
    System.out.printf(
        "%3d %-16s %s; %d acknowledged, healed after %.1f s, whole again %.1f s later%n",
        done.values().stream().mapToInt(Integer::intValue).sum(),
        fault,
        whom,
        history.count() - before,
        (healed - begun) / 1e9,
        (System.nanoTime() - healed) / 1e9);
  }

  /// Gives a node its dataset, once the cluster takes entries.
  private void ingest(Seat seat) throws Exception {
    await("a node was never ready", seat::isReady);
    var running = seat.running().orElseThrow();
    try (var client = new GatewayClient(running.address(), running.secret());
        var said =
            client.stream(
                "/v1/custodian/datasets",
                new JsonObject()
                    .put("dataset", World.dataset(seat.number()))
                    .put("source", world.cohort().toString()))) {
      var text = new String(said.readAllBytes(), UTF_8);
      if (!text.contains("\"version\"")) {
        throw new IOException("no dataset was taken: " + text);
      }
    }
  }

  /// Something that may become true.
  @FunctionalInterface
  private interface Condition {
    boolean holds() throws IOException, InterruptedException;
  }

  private void await(String otherwise, Condition condition)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() - end > 0) {
        history.violated(otherwise);
        return;
      }
      LockSupport.parkNanos(100_000_000);
    }
  }

  /// Every node records what is obeyed everywhere, and answers.
  private void settle(Workload work) throws IOException, InterruptedException {
    for (var seat : seats) {
      await("nothing goes any more at " + seat.name(), () -> work.isServedBy(seat));
    }
  }

  private static ServedLedger ledger(GatewayClient client) {
    return new ServedLedger(client, true);
  }

  private static GatewayClient custodian(Seat seat) throws IOException {
    var running = seat.running().orElseThrow(() -> new IOException(seat.name() + " does not run"));
    return new GatewayClient(running.address(), running.secret());
  }

  /// All have published all that is committed.
  private void awaitEqual() throws IOException, InterruptedException {
    await(
        "the nodes never had the same newest checkpoint",
        () -> {
          var sizes = new HashSet<Long>();
          for (var seat : seats) {
            var status = seat.get("/v1/custodian/cluster").json();
            sizes.add(status.getLong("committed", -1L));
            sizes.add(status.getLong("final", -2L));
          }
          return sizes.size() == 1;
        });
  }

  private void check() throws IOException {
    var copies = new ArrayList<LedgerCopy>();
    for (var seat : seats) {
      try (var client = custodian(seat)) {
        copies.add(LedgerCopy.of(seat.name(), ledger(client)));
        var verified = LedgerAudit.verify(ledger(client), world.policy());
        System.out.printf(
            "%s: %d entries, %d checkpoints verified%n",
            seat.name(), verified.size(), verified.checkpoints());
      } catch (BrokenLedgerException e) {
        history.violated(seat.name() + " does not verify: " + e.getMessage());
      }
    }
    var found = Checker.check(copies, history.promises(), history.readings());
    found.violations().forEach(history::violated);
    System.out.printf(
        "%s%n%s%d streams lost somebody midway, %d batches were explained by buffers%nload %.1f%n",
        done,
        history.report(),
        found.lostMidway(),
        found.late(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  @Override
  public void close() throws IOException {
    seats.parallelStream().forEach(Seat::close);
    if (!history.violations().isEmpty()) {
      for (var seat : seats) {
        System.out.printf("%n== %s%n%s", seat.name(), Files.readString(seat.log()));
      }
    }
    abilities.close();
  }
}
