package org.genogate.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import org.genogate.cluster.SimulatedNode.Flaw;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Some hundreds of histories of whole nodes; [SimulateNodes] runs millions.
class ClusterScheduleTest {

  private static final int SCHEDULES = 200;
  private static final int SPARE = 3;

  @Test
  void nothingIsLostForkedOrStaleAndAllRecover() throws Exception {
    long reads = 0;
    long acknowledged = 0;
    for (long seed = 1; seed <= SCHEDULES; seed++) {
      var schedule = new ClusterSchedule(seed);
      try {
        long _ = schedule.run();
      } catch (RuntimeException | Error e) {
        fail("seed " + seed, e);
      }
      reads += schedule.cluster().reads();
      acknowledged += schedule.cluster().acknowledgedCount();
    }
    assertThat(reads).isGreaterThan(10_000);
    assertThat(acknowledged).isGreaterThan(5_000);
  }

  @Test
  void aNodePutBackToABackupIsHealedBeforeOthersRelyOnIt() throws Exception {
    for (long seed = 1; seed <= SCHEDULES / 2; seed++) {
      try {
        long _ = new ClusterSchedule(seed).runWithRestoredBackup();
      } catch (RuntimeException | Error e) {
        fail("seed " + seed, e);
      }
    }
  }

  @Test
  void nodesComeAndGoAmongFaultsAndNothingIsLostForkedOrStale() throws Exception {
    long changes = 0;
    for (long seed = 1; seed <= SCHEDULES / 2; seed++) {
      var schedule = new ClusterSchedule(seed, SPARE);
      try {
        long _ = schedule.runWithChanges();
      } catch (RuntimeException | Error e) {
        fail("seed " + seed, e);
      }
      changes += schedule.cluster().changes();
    }
    assertThat(changes).isGreaterThan(SCHEDULES / 2);
  }

  @Test
  void theSameSeedIsTheSameHistory() throws Exception {
    for (long seed = 1; seed <= 10; seed++) {
      assertThat(new ClusterSchedule(seed).run()).isEqualTo(new ClusterSchedule(seed).run());
      assertThat(new ClusterSchedule(seed, SPARE).runWithChanges())
          .isEqualTo(new ClusterSchedule(seed, SPARE).runWithChanges());
    }
  }

  /// Each promise is seen to be broken when what keeps it is taken away.
  @ParameterizedTest
  @CsvSource({
    "LYING_DISK, does not start, was acknowledged",
    "NO_LEASE, answers without revocation, answers without revocation",
  })
  void aFlawIsSeen(Flaw flaw, String message, String orMessage) throws Exception {
    var seen = new ArrayList<String>();
    for (long seed = 1; seed <= 400 && !isAmong(seen, message, orMessage); seed++) {
      var schedule = new ClusterSchedule(seed);
      schedule.cluster().nodes().forEach(node -> node.have(flaw));
      try {
        long _ = schedule.run();
      } catch (RuntimeException | Error e) {
        seen.add(String.valueOf(e.getMessage()));
      }
    }

    assertThat(isAmong(seen, message, orMessage)).as("%s", seen).isTrue();
  }

  private static boolean isAmong(List<String> seen, String message, String orMessage) {
    return seen.stream().anyMatch(text -> text.contains(message) || text.contains(orMessage));
  }
}
