package org.genogate.cluster;

import java.io.IOException;

/// Runs histories of whole nodes by the million, from the command line.
///
/// `mvn -pl cluster -am test-compile exec:exec@simulate-nodes -Dschedules=1000000 -Dseed=1`
public final class SimulateNodes {

  private SimulateNodes() {}

  /// @param arguments how many schedules, and the first seed; every third has a restored backup,
  ///   every other third nodes that come and go
  public static void main(String[] arguments) throws IOException {
    long schedules = Long.parseLong(arguments[0]);
    long first = Long.parseLong(arguments[1]);
    long digest = 0;
    long reads = 0;
    long acknowledged = 0;
    for (long seed = first; seed < first + schedules; seed++) {
      var schedule = new ClusterSchedule(seed, seed % 3 == 1 ? 3 : 0);
      try {
        long history =
            switch ((int) (seed % 3)) {
              case 0 -> schedule.runWithRestoredBackup();
              case 1 -> schedule.runWithChanges();
              default -> schedule.run();
            };
        digest = digest * 31 + history;
      } catch (RuntimeException | Error e) {
        throw new AssertionError("seed " + seed, e);
      }
      reads += schedule.cluster().reads();
      acknowledged += schedule.cluster().acknowledgedCount();
      if ((seed - first + 1) % 1_000 == 0) {
        System.out.println(seed - first + 1 + " schedules");
      }
    }
    System.out.printf(
        "%d schedules from seed %d, digest %016x: %d reads, none stale; %d acknowledged, none lost%n",
        schedules, first, digest, reads, acknowledged);
  }
}
