package org.genogate.cluster.ordering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import org.junit.jupiter.api.Test;

/// Some thousands of schedules; [Simulate] runs millions.
class RandomScheduleTest {

  private static final int SCHEDULES = 2_000;

  @Test
  void nothingIsLostNothingForksAndAllRecover() {
    for (long seed = 1; seed <= SCHEDULES; seed++) {
      try {
        new RandomSchedule(seed).run();
      } catch (RuntimeException | Error e) {
        fail("seed " + seed, e);
      }
    }
  }

  @Test
  void theSameSeedIsTheSameHistory() {
    for (long seed = 1; seed <= 50; seed++) {
      assertThat(new RandomSchedule(seed).run()).isEqualTo(new RandomSchedule(seed).run());
    }
  }
}
