package org.genogate.cluster;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.genogate.cluster.Times.Measured;

/// What three nodes of one machine record a second, each a process with files, links and threads of
/// its own, with TLS, fsync, seals, cosignatures and leases; and how long callers wait.
///
///     mvn -pl cluster -am test-compile exec:exec@replication -Dbench.folder=/var/tmp
///
/// The second argument is for how many milliseconds each pattern is measured, 5,000 if left out;
/// options that begin with `-X` or `--` are those of the nodes too. The folder is left: on ext4,
/// files that were deleted in the last minutes make the new ones of the next run dear.
///
/// Not JMH: what is measured is a pipeline over seconds. How soon others commit after a leader is
/// killed is measured by `FaultCampaign`.
public final class ReplicationBenchmark {

  private static final Duration WARM_UP = Duration.ofSeconds(20);
  private static final Duration MEASURED = Duration.ofSeconds(5);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  private final List<BenchmarkProcess> nodes;
  private final long millis;

  private ReplicationBenchmark(List<BenchmarkProcess> nodes, long millis) {
    this.nodes = nodes;
    this.millis = millis;
  }

  /// How many appends are handed over at once, and how many such batches are under way.
  private record Pattern(int batch, int lanes) {
    @Override
    public String toString() {
      return "batches of %,d, %d at a time".formatted(batch, lanes);
    }
  }

  public static void main(String[] arguments) throws Exception {
    var folder = Files.createTempDirectory(Path.of(arguments[0]), "replication");
    long millis = arguments.length > 1 ? Long.parseLong(arguments[1]) : MEASURED.toMillis();
    var nodes = start(folder);
    try {
      new ReplicationBenchmark(nodes, millis).run();
    } finally {
      for (var node : nodes) {
        node.close();
      }
    }
    AloneSpeed.measure(folder);
  }

  private static List<BenchmarkProcess> start(Path folder) throws IOException {
    var members = new ArrayList<String>();
    for (var name : List.of("a", "b", "c")) {
      members.add(name + "=127.0.0.1:" + freePort());
    }
    var nodes = new ArrayList<BenchmarkProcess>();
    for (var member : members) {
      var name = member.substring(0, 1);
      nodes.add(new BenchmarkProcess(name, folder.resolve(name), members));
    }
    return nodes;
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void run() throws IOException {
    var leader = leader();
    var follower = nodes.stream().filter(each -> !each.equals(leader)).findFirst().orElseThrow();
    // A follower too is asked for long enough that its code is compiled.
    var _ = leader.ask("load 1024 4 " + WARM_UP.toMillis());
    var _ = follower.ask("load 1024 4 " + WARM_UP.toMillis() / 4);
    double best = 0;
    for (var pattern :
        List.of(
            new Pattern(1, 1),
            new Pattern(1, 64),
            new Pattern(64, 1),
            new Pattern(64, 16),
            new Pattern(1_024, 1),
            new Pattern(1_024, 8),
            new Pattern(1_024, 24))) {
      best = Math.max(best, load(leader, pattern, "at the leader").perSecond());
    }
    var _ = load(follower, new Pattern(1_024, 8), "at a follower");
    steady(leader, best / 2);
    steady(leader, best / 4);
    var _ = printed(leader, "revoke " + millis, "obeyed everywhere, at the leader");
    var _ = printed(follower, "revoke " + millis, "obeyed everywhere, at a follower");
  }

  private BenchmarkProcess leader() throws IOException {
    while (true) {
      for (var node : nodes) {
        if (node.ask("leads").equals("true")) {
          return node;
        }
      }
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
    }
  }

  private Measured load(BenchmarkProcess node, Pattern pattern, String where) throws IOException {
    var command = "load %d %d %d".formatted(pattern.batch(), pattern.lanes(), millis);
    return printed(node, command, pattern + " " + where);
  }

  private void steady(BenchmarkProcess node, double rate) throws IOException {
    var _ = printed(node, "steady %f %d".formatted(rate, millis), "%,.0f, evenly".formatted(rate));
  }

  private Measured printed(BenchmarkProcess node, String command, String what) throws IOException {
    var before = cpu();
    var measured = Measured.parse(node.ask(command));
    System.out.printf(
        "%-44s %,9.0f entries/s, p50 %7.2f ms, p99 %7.2f ms, cpu %6.1f us each, load %.1f%n",
        what,
        measured.perSecond(),
        measured.halfMillis(),
        measured.worstMillis(),
        cpu().minus(before).toNanos() / 1e3 / measured.count(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    return measured;
  }

  /// Of all nodes: what other work on the machine changes least.
  private Duration cpu() {
    return nodes.stream().map(BenchmarkProcess::cpu).reduce(Duration.ZERO, Duration::plus);
  }
}
