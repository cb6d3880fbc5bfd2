package org.genogate.gateway.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.genogate.gateway.access.PatientDesk.AccessOutcome;
import org.genogate.gateway.access.PatientDesk.AccessSummary;
import org.genogate.ledger.event.AccessId;
import org.genogate.ledger.event.ByRelease;
import org.junit.jupiter.api.Test;

class AccessCsvTest {

  private final AccessId id = AccessId.random(new Random(1));

  @Test
  void aLineSaysWhenWhoWhyWhatAndWhereItStands() {
    assertThat(csv("Researcher 204", "University \"North\", Ltd"))
        .isEqualTo(
            "time_utc,who,organisation,project,use,disease,what,people,outcome,access_id,"
                + "ledger_entry\r\n"
                + "2026-11-24T11:42:00Z,Researcher 204,\"University \"\"North\"\", Ltd\",P,DS,"
                + "MONDO:0007254,chromosome 22,12,complete,"
                + id
                + ",7\r\n");
  }

  @Test
  void aNameThatIsAFormulaDoesNotRunInASpreadsheet() {
    assertThat(csv("=HYPERLINK(\"https://example.org\")", "@SUM(A1)"))
        .contains(",\"'=HYPERLINK(\"\"https://example.org\"\")\",'@SUM(A1),");
  }

  private String csv(String who, String organisation) {
    var access =
        new AccessSummary(
            id,
            Instant.parse("2026-11-24T11:42:00Z"),
            who,
            organisation,
            "P",
            "DS",
            "MONDO:0007254",
            "chromosome 22",
            12,
            AccessOutcome.COMPLETE,
            7,
            new ByRelease.None());
    return new String(AccessCsv.of(List.of(access)), StandardCharsets.UTF_8);
  }
}
