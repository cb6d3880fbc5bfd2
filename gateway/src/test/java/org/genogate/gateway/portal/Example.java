package org.genogate.gateway.portal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.genogate.gateway.access.PatientDesk.AccessOutcome;
import org.genogate.gateway.access.PatientDesk.AccessSummary;
import org.genogate.gateway.access.PatientDesk.ConsentState;
import org.genogate.gateway.access.PatientDesk.ConsentSummary;
import org.genogate.gateway.access.PatientDesk.Terms;
import org.genogate.ledger.event.AccessId;
import org.genogate.ledger.event.ByRelease;
import org.genogate.ledger.event.ConsentId;
import org.genogate.ledger.event.PersonTag;

/// One invented person with a year of choices and uses, and another whose data must never show.
final class Example {

  static final Instant NOW = Instant.parse("2026-11-24T11:42:00Z");

  static final PortalSettings SETTINGS =
      new PortalSettings(
          "Riverside Hospital",
          Map.of("north", "University North", "riverside", "Riverside Hospital"),
          Map.of(
              "BRCA",
              "BRCA1 and BRCA2, two genes for breast cancer",
              "APOE",
              "APOE, a gene for dementia"),
          PortalSettings.COMMON_DISEASES,
          () -> Set.of("cohort"));

  final PersonTag person;
  final PersonTag other;
  final ConsentId breastCancer;
  final ConsentId stopped;
  final AccessId report;
  final AccessId reading;
  final AccessId refused;
  final AccessId ofAnother;
  final InMemoryDesk desk = new InMemoryDesk(NOW);

  private final Random random = new Random(4417);
  private long ledgerIndex = 1000;

  Example() {
    person = PersonTag.random(random);
    other = PersonTag.random(random);
    breastCancer =
        consent("DS", "MONDO:0007254", ConsentState.IN_FORCE, 266, Set.of("BRCA"), 28, 0);
    consent("CARE", "", ConsentState.IN_FORCE, 266, Set.of(), 3, 46);
    stopped = consent("HMB", "", ConsentState.STOPPED, 300, Set.of(), 2, 170);
    reading = access(person, 0, "Researcher 204", "north", "DS", AccessOutcome.READING_NOW, 2003);
    report = access(person, 46, "Clinician 17", "riverside", "CARE", AccessOutcome.COMPLETE, 1);
    refused = access(person, 83, "Researcher 9", "north", "HMB", AccessOutcome.REFUSED, 0);
    access(person, 85, "Researcher 204", "north", "DS", AccessOutcome.CONSENT_WITHDRAWN_MIDWAY, 88);
    access(person, 150, "Researcher 9", "north", "HMB", AccessOutcome.REFUSED, 0);
    for (int i = 0; i < 27; i++) {
      int day = random.nextInt(2, 330);
      access(person, day, "Researcher 204", "north", "DS", AccessOutcome.COMPLETE, 1900 + i);
    }
    ofAnother = access(other, 12, "Researcher 31", "north", "DS", AccessOutcome.COMPLETE, 12);
  }

  private ConsentId consent(
      String use,
      String disease,
      ConsentState state,
      int daysAgo,
      Set<String> withheld,
      long uses,
      int lastUsedDaysAgo) {
    var id = ConsentId.random(random);
    Instant recorded = NOW.minus(Duration.ofDays(daysAgo));
    boolean stopped = state == ConsentState.STOPPED;
    desk.add(
        person,
        new ConsentSummary(
            id,
            false,
            state,
            new Terms(use, disease, "anyone", Set.of(), recorded, Instant.MAX, withheld),
            "",
            withheld.isEmpty()
                ? List.of()
                : List.of("BRCA1 and BRCA2, two genes for breast cancer"),
            recorded,
            stopped ? NOW.minus(Duration.ofDays(165)) : Instant.MAX,
            ledgerIndex++,
            uses,
            NOW.minus(Duration.ofDays(lastUsedDaysAgo))));
    return id;
  }

  private AccessId access(
      PersonTag of,
      int daysAgo,
      String who,
      String organisation,
      String use,
      AccessOutcome outcome,
      long people) {
    var id = AccessId.random(random);
    boolean care = use.equals("CARE");
    desk.add(
        of,
        new AccessSummary(
            id,
            NOW.minus(Duration.ofDays(daysAgo)),
            who,
            SETTINGS.organisations().getOrDefault(organisation, ""),
            care ? "" : "Oncogenomics",
            use,
            use.equals("DS") ? "MONDO:0007254" : "",
            care ? "report on 12 positions for clopidogrel" : "chromosome 22, 1 million letters",
            people,
            outcome,
            ledgerIndex++,
            new ByRelease.None()));
    return id;
  }
}
