package org.genogate.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.genogate.gateway.access.PatientDesk.AccessOutcome;
import org.genogate.gateway.access.PatientDesk.AccessSummary;
import org.genogate.gateway.config.GatewayConfig;
import org.genogate.gateway.config.Limits;
import org.genogate.gateway.config.Project;
import org.genogate.ledger.event.AccessId;
import org.genogate.ledger.event.Basis;
import org.genogate.ledger.event.ByRelease;
import org.genogate.ledger.event.CoarsePurpose;
import org.genogate.ledger.event.DatasetTag;
import org.genogate.ledger.event.Event.AccessOpened;
import org.genogate.ledger.event.RequesterTag;
import org.genogate.ledger.merkle.Hash;
import org.genogate.ledger.receipt.AccessDetail;
import org.genogate.ledger.receipt.AccessSeen.Access;
import org.genogate.ledger.receipt.AccessSeen.Ending;
import org.genogate.ledger.receipt.CloseDetail;
import org.genogate.ledger.receipt.CohortReference;
import org.genogate.ledger.receipt.Outcome;
import org.genogate.ledger.receipt.Salt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessTellerTest {

  private static final Instant AT = Instant.parse("2026-05-01T12:00:00Z");

  private final Random random = new Random(5);
  private final AccessId id = AccessId.random(random);
  private final AccessTeller teller =
      new AccessTeller(
          new GatewayConfig(
              Map.of("university", "A University"),
              List.of(),
              Map.of(
                  "project-1",
                  new Project("project-1", "A Project", "university", Set.of(), Set.of())),
              Map.of(),
              Map.of(),
              Limits.DEFAULT,
              "the custodian",
              ""));

  private Access access(String organisation, String project, String purpose, Ending ending) {
    var opened =
        new AccessOpened(
            id,
            Basis.CONSENT,
            RequesterTag.random(random),
            DatasetTag.random(random),
            1,
            CoarsePurpose.RESEARCH,
            Hash.zero(),
            Hash.zero(),
            9,
            Hash.zero(),
            AT);
    var detail =
        new AccessDetail(
            "researcher-1",
            organisation,
            project,
            purpose,
            "cohort",
            "regions=22:1-100; view=SITES",
            Salt.random(random),
            Salt.random(random),
            3,
            new CohortReference.Known(Hash.zero()));
    return new Access(12, opened, detail, 40, ending);
  }

  @Test
  void idsAreToldByTheirTitles() {
    var access = access("university", "project-1", "DS MONDO:0004992", new Ending.ReadingNow());

    assertThat(teller.tell(access))
        .isEqualTo(
            new AccessSummary(
                id,
                AT,
                "researcher-1",
                "A University",
                "A Project",
                "DS",
                "MONDO:0004992",
                "chromosome 22, 100 letters",
                40,
                AccessOutcome.READING_NOW,
                12,
                new ByRelease.None()));
  }

  @Test
  void whatIsNoLongerConfiguredIsToldByItsId() {
    var told = teller.tell(access("gone", "project-9", "HMB", new Ending.ReadingNow()));

    assertThat(told.organisation()).isEqualTo("gone");
    assertThat(told.project()).isEqualTo("project-9");
    assertThat(told.disease()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "COMPLETE, COMPLETE",
    "CLIENT_ABORT, STOPPED_BY_READER",
    "REVOKED_MIDSTREAM, CONSENT_WITHDRAWN_MIDWAY",
    "ERROR, FAILED",
    "UNKNOWN, UNKNOWN"
  })
  void howItEndedIsToldInAPersonsWords(Outcome outcome, AccessOutcome told) {
    var detail = new CloseDetail(Salt.random(random), AT, 1, 1, outcome, Hash.zero(), 9);

    var access = access("university", "project-1", "HMB", new Ending.Closed(13, detail));

    assertThat(teller.tell(access).outcome()).isEqualTo(told);
  }

  @Test
  void anEndThatCannotBeReadIsUnknown() {
    var access = access("university", "project-1", "HMB", new Ending.ClosedUnreadable(13));

    assertThat(teller.tell(access).outcome()).isEqualTo(AccessOutcome.UNKNOWN);
  }
}
