package org.genogate.gateway.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.genogate.gateway.access.PatientDesk.AccessOutcome;
import org.genogate.gateway.access.PatientDesk.AccessSummary;
import org.genogate.ledger.event.AccessId;
import org.genogate.ledger.event.ByRelease;
import org.junit.jupiter.api.Test;

class StripTest {

  private static final Instant NOW = Instant.parse("2026-11-24T11:42:00Z");

  @Test
  void twelveMonthsEndWithThisOne() {
    var bars = Strip.of(List.of(), NOW).bars();

    assertThat(bars).hasSize(12);
    assertThat(bars.getFirst().month()).isEqualTo(YearMonth.of(2025, 12));
    assertThat(bars.getLast().month()).isEqualTo(YearMonth.of(2026, 11));
  }

  @Test
  void theWordsSayWhatTheBarsShow() {
    var strip =
        Strip.of(
            List.of(
                access("2026-11-01T00:00:00Z", AccessOutcome.COMPLETE),
                access("2026-06-30T23:59:59Z", AccessOutcome.REFUSED),
                access("2026-06-01T00:00:00Z", AccessOutcome.FAILED),
                access("2025-11-30T23:59:59Z", AccessOutcome.COMPLETE)),
            NOW);

    assertThat(strip.words())
        .isEqualTo(
            "Uses of your data by month. June 2026: 1 use, 1 refused. November 2026: 1 use."
                + " No other month has any.");
  }

  @Test
  void oneUseBesideThousandsIsStillSeenAndTheHighestFits() {
    var many = new ArrayList<AccessSummary>();
    for (int i = 0; i < 5000; i++) {
      many.add(access("2026-10-10T10:00:00Z", AccessOutcome.COMPLETE));
    }
    many.add(access("2026-10-10T10:00:00Z", AccessOutcome.REFUSED));
    many.add(access("2026-11-10T10:00:00Z", AccessOutcome.COMPLETE));

    var bars = Strip.of(many, NOW).bars();

    assertThat(bars.get(11).usesHeight()).isGreaterThanOrEqualTo(6);
    assertThat(bars.get(10).refusedHeight()).isGreaterThanOrEqualTo(6);
    assertThat(bars.get(10).refusedTop()).isGreaterThanOrEqualTo(0);
  }

  private static AccessSummary access(String at, AccessOutcome outcome) {
    return new AccessSummary(
        AccessId.random(new Random(1)),
        Instant.parse(at),
        "Researcher 204",
        "University North",
        "Oncogenomics",
        "GRU",
        "",
        "chromosome 22",
        2,
        outcome,
        0,
        new ByRelease.None());
  }
}
