package org.genogate.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {

  private static final long SECOND = 1_000_000_000L;

  private final Pace pace = new Pace(1000, Duration.ofSeconds(10));

  @Test
  void aReaderMayTakeWhatItsBytesAreWorthAndOurPatience() {
    assertThat(pace.allowanceNanos(5000)).isEqualTo(15 * SECOND);
  }

  @Test
  void slownessAddsUp() {
    pace.took(1000, 4 * SECOND);
    pace.took(1000, 4 * SECOND);

    assertThat(pace.allowanceNanos(0)).isEqualTo(4 * SECOND);
  }

  @Test
  void aQuickStartPaysForNoLaterStall() {
    pace.took(1_000_000, 0);

    assertThat(pace.allowanceNanos(0)).isEqualTo(10 * SECOND);
  }
}
