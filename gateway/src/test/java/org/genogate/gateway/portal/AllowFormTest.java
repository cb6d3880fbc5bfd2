package org.genogate.gateway.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.genogate.gateway.access.PatientDesk.Terms;
import org.genogate.gateway.portal.AllowForm.Checked;
import org.genogate.gateway.portal.AllowForm.Fault;
import org.genogate.gateway.portal.AllowForm.Former;
import org.junit.jupiter.api.Test;

class AllowFormTest {

  private static final Instant NOW = Example.NOW;

  private static final Map<String, String> PLAIN =
      Map.of("use", "HMB", "grantee", "anyone", "lasting", "open");

  @Test
  void aPlainFormAllowsEverywhereForEverybodyWithoutEnd() {
    assertThat(check(Map.of()))
        .isEqualTo(
            new Checked.Sound(
                new Terms("HMB", "", "anyone", Set.of(), NOW, Instant.MAX, Set.of())));
  }

  @Test
  void everythingThatIsChosenNarrowsTheTerms() {
    var filled =
        Map.of(
            "use",
            "DS",
            "disease",
            "MONDO:0007254",
            "grantee",
            "organisation:north",
            "withheld",
            "BRCA",
            "lasting",
            "1");

    assertThat(check(filled))
        .isEqualTo(
            new Checked.Sound(
                new Terms(
                    "DS",
                    "MONDO:0007254",
                    "organisation:north",
                    Set.of(),
                    NOW,
                    Instant.parse("2027-11-24T11:42:00Z"),
                    Set.of("BRCA"))));
  }

  @Test
  void aDiseaseCanBeTypedByItsCode() {
    var filled = Map.of("use", "DS", "disease", "other", "other-disease", " DOID:1612 ");

    assertThat(check(filled))
        .isInstanceOfSatisfying(
            Checked.Sound.class,
            sound -> assertThat(sound.terms().disease()).isEqualTo("DOID:1612"));
  }

  @Test
  void aDiseaseLeftFromAnotherChoiceIsNotTaken() {
    var filled = Map.of("disease", "MONDO:0007254");

    assertThat(check(filled))
        .isInstanceOfSatisfying(
            Checked.Sound.class, sound -> assertThat(sound.terms().disease()).isEmpty());
  }

  @Test
  void whatIsMissingOrNotOfferedIsNamedFieldByField() {
    var filled =
        Map.of(
            "use",
            "",
            "grantee",
            "organisation:elsewhere",
            "withheld",
            "EVERYTHING",
            "lasting",
            "-7");

    assertThat(check(filled))
        .isEqualTo(
            new Checked.Faulty(
                List.of(
                    new Fault("use-GRU", "Choose what your data may be used for"),
                    new Fault("grantee-anyone", "Choose who may use your data"),
                    new Fault("withheld", "Choose only from the parts listed"),
                    new Fault("lasting-open", "Choose how long this lasts"))));
  }

  @Test
  void aDiseaseThatIsNoCodeIsRefused() {
    var filled = Map.of("use", "DS", "disease", "other", "other-disease", "<script>");

    assertThat(check(filled))
        .isEqualTo(
            new Checked.Faulty(
                List.of(
                    new Fault(
                        "other-disease", "Write the code of the disease, such as MONDO:0004979"))));
  }

  @Test
  void allowingAgainKeepsTheOldReaderAndDataSets() {
    var filled = Map.of("grantee", "requester:r204");
    var former = new Former("requester:r204", "Researcher 204", Set.of("cohort"));

    assertThat(AllowForm.read(fields(filled)).check(Example.SETTINGS, NOW, former))
        .isEqualTo(
            new Checked.Sound(
                new Terms(
                    "HMB", "", "requester:r204", Set.of("cohort"), NOW, Instant.MAX, Set.of())));
  }

  private static Checked check(Map<String, String> filled) {
    return AllowForm.read(fields(filled)).check(Example.SETTINGS, NOW, Former.NONE);
  }

  private static MultiMap fields(Map<String, String> filled) {
    var fields = new HashMap<>(PLAIN);
    fields.putAll(filled);
    return MultiMap.caseInsensitiveMultiMap().addAll(fields);
  }
}
