package org.genogate.cluster.ordering;

/// Runs random schedules by the million, from the command line.
///
/// `mvn -pl cluster -am test-compile exec:exec@simulate -Dschedules=1000000 -Dseed=1`
public final class Simulate {

  private Simulate() {}

  /// @param arguments how many schedules, and the first seed
  public static void main(String[] arguments) {
    long schedules = Long.parseLong(arguments[0]);
    long first = Long.parseLong(arguments[1]);
    long digest = 0;
    long begin = System.nanoTime();
    for (long seed = first; seed < first + schedules; seed++) {
      try {
        digest = digest * 31 + new RandomSchedule(seed).run();
      } catch (RuntimeException | Error e) {
        throw new AssertionError("seed " + seed, e);
      }
      if ((seed - first + 1) % 1_000 == 0) {
        System.out.println(seed - first + 1 + " schedules");
      }
    }
    System.out.printf(
        "%d schedules from seed %d, digest %016x, %d ms%n",
        schedules, first, digest, (System.nanoTime() - begin) / 1_000_000);
  }
}
