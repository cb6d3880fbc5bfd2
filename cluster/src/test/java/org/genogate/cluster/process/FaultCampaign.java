package org.genogate.cluster.process;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.genogate.cluster.process.History.Kind;
import org.genogate.ledger.event.ValidatorName;

/// Three nodes as processes, callers of each, and one fault after the other; what was promised is
/// compared with what the nodes know and hold.
///
///     mvn -pl cluster test-compile exec:exec@faults -Drounds=24 -Dseed=1
///
/// Root on Linux gets network namespaces, so that links can be cut, and a node on a disk that can be
/// filled.
@SuppressWarnings("try") // whoever interrupts the test wants it to end
public final class FaultCampaign implements AutoCloseable {

  private static final int NODES = 3;
  private static final long PATIENCE_SECONDS = 90;
  private static final Duration FAIR = Duration.ofSeconds(8);
  private static final String DISK_MEGABYTES = "192";

  private final History history = new History();
  private final List<Seat> seats = new ArrayList<>();
  private final Wiring wiring;
  private final Founding founding;
  private final Set<Fault> possible;
  private final Path folder;
  private final boolean mounted;
  private final Random random;
  private final long seed;

  /// @param bare on loopback, with nothing that only root can do
  private FaultCampaign(Path folder, long seed, boolean bare)
      throws IOException, InterruptedException {
    this.folder = folder;
    this.seed = seed;
    this.random = new Random(seed);
    possible = EnumSet.copyOf(Fault.ofProcesses());
    possible.add(Fault.BUSY_DISK);
    wiring = wiring(bare);
    if (wiring instanceof Wiring.Bridged) {
      possible.addAll(Fault.ofNetwork());
    }
    var addresses = new TreeMap<ValidatorName, InetSocketAddress>();
    for (int i = 0; i < NODES; i++) {
      addresses.put(name(i), wiring.address(i));
    }
    founding = new Founding(addresses);
    mounted = !bare && mount(folder.resolve(name(NODES - 1).value()));
    if (mounted) {
      possible.add(Fault.FULL_DISK);
    }
    var nodes = new ArrayList<String>();
    addresses.forEach((name, at) ->
        nodes.add(name + "=" + at.getAddress().getHostAddress() + ":" + at.getPort()));
    for (int i = 0; i < NODES; i++) {
      var own = Files.createDirectories(folder.resolve(name(i).value()));
      var errors = folder.resolve(name(i) + ".err");
      seats.add(new Seat(name(i), own, errors, wiring.prefix(i), nodes, history::violated));
    }
  }

  private static ValidatorName name(int i) {
    return new ValidatorName("node-" + (char) ('a' + i));
  }

  private static Wiring wiring(boolean bare) throws IOException, InterruptedException {
    if (!bare) {
      var bridged = Wiring.Bridged.of(NODES);
      if (bridged.isPresent()) {
        return bridged.get();
      }
      System.out.println("skipped: cuts of links, which need root and network namespaces");
    }
    return Wiring.Loopback.of(NODES);
  }

  private static boolean mount(Path at) throws IOException, InterruptedException {
    Files.createDirectories(at);
    boolean can = Shell.can("mount -t tmpfs -o size=%sm none %s".formatted(DISK_MEGABYTES, at));
    if (!can) {
      System.out.println("skipped: a full disk, which needs root and a mount");
    }
    return can;
  }

  /// Arguments: how many rounds, and a seed.
  public static void main(String[] arguments) throws Exception {
    int rounds = Integer.parseInt(arguments[0]);
    long seed = Long.parseLong(arguments[1]);
    var folder = Files.createTempDirectory("faults");
    System.out.printf("seed %d, %d rounds, in %s%n", seed, rounds, folder);
    List<String> violations;
    try (var campaign = new FaultCampaign(folder, seed, false)) {
      violations = campaign.run(campaign.deck(rounds), true);
    }
    System.out.println(violations.isEmpty() ? "no violation" : "VIOLATED: " + violations);
    System.exit(violations.isEmpty() ? 0 : 1);
  }

  /// Runs on loopback what any user can.
  ///
  /// @return what must not happen and did
  static List<String> run(Path folder, long seed, List<Fault> faults) throws Exception {
    try (var campaign = new FaultCampaign(folder, seed, true)) {
      return campaign.run(faults, false);
    }
  }

  /// Each fault as often as the others, in an order of chance.
  private List<Fault> deck(int rounds) {
    var deck = new ArrayList<Fault>();
    while (deck.size() < rounds) {
      var suit = new ArrayList<>(possible);
      Collections.shuffle(suit, random);
      deck.addAll(suit);
    }
    return deck.subList(0, rounds);
  }

  private List<String> run(List<Fault> faults, boolean measures)
      throws IOException, InterruptedException, ExecutionException {
    for (var seat : seats) {
      var _ = seat.start();
    }
    settle();
    try (var _ = new Workload(history, seats, seed)) {
      if (measures) {
        LockSupport.parkNanos(FAIR.toNanos());
        history.restartClocks();
        LockSupport.parkNanos(FAIR.toNanos());
        System.out.printf("%nwithout faults, load %.1f:%n%s%n", load(), history.report());
        history.restartClocks();
      }
      var mishaps = new Mishaps(seats, wiring, history, random);
      int round = 0;
      for (var fault : faults) {
        int before = history.count();
        long begun = System.nanoTime();
        var whom = mishaps.happen(fault);
        settle();
        System.out.printf(
            "%3d %-15s %s; %d acknowledged, whole again after %.1f s%n",
            ++round, fault, whom, history.count() - before, (System.nanoTime() - begun) / 1e9);
        if (!history.violations().isEmpty()) {
          break;
        }
      }
    }
    settle();
    awaitEqual();
    for (var seat : seats) {
      seat.quit();
    }
    var compared = new Verdict(history, founding.policy()).judge(seats);
    System.out.printf("%nwith faults, load %.1f:%n%s%s", load(), history.report(), compared);
    return history.violations();
  }

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  /// Every node has something obeyed everywhere.
  private void settle() throws InterruptedException, ExecutionException {
    long end = System.nanoTime() + Duration.ofSeconds(PATIENCE_SECONDS).toNanos();
    for (var seat : seats) {
      while (!Workload.ask(history, seat, history.next(Kind.REVOKE, random))) {
        if (System.nanoTime() - end > 0) {
          history.violated("nothing is acknowledged any more at " + seat.name());
          return;
        }
        LockSupport.parkNanos(50_000_000);
      }
    }
  }

  /// All have folded and published the same.
  private void awaitEqual() throws InterruptedException, ExecutionException {
    long end = System.nanoTime() + Duration.ofSeconds(PATIENCE_SECONDS).toNanos();
    while (!areEqual()) {
      if (System.nanoTime() - end > 0) {
        history.violated("the nodes do not become equal: " + statuses());
        return;
      }
      LockSupport.parkNanos(100_000_000);
    }
  }

  private List<String> statuses() throws InterruptedException, ExecutionException {
    var statuses = new ArrayList<String>();
    for (var seat : seats) {
      try {
        statuses.add(seat.ask("status").get(10, TimeUnit.SECONDS));
      } catch (TimeoutException e) {
        statuses.add("no answer from " + seat.name());
      }
    }
    return statuses;
  }

  private boolean areEqual() throws InterruptedException, ExecutionException {
    var statuses = statuses();
    var words = statuses.getFirst().split(" ", -1);
    return words.length == 5
        && words[3].equals(words[4])
        && statuses.stream().distinct().count() == 1;
  }

  @Override
  public void close() throws IOException {
    for (var seat : seats) {
      seat.kill();
    }
    wiring.close();
    if (mounted) {
      Shell.run("umount " + folder.resolve(name(NODES - 1).value()));
    }
  }
}
