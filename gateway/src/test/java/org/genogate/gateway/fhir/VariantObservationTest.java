package org.genogate.gateway.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.genogate.gateway.access.ReportDesk.Answer;
import org.genogate.gateway.access.ReportDesk.Finding;
import org.junit.jupiter.api.Test;

class VariantObservationTest {

  @Test
  void theFourAnswersAreFourValues() {
    assertThat(value(ReportExample.PRESENT)).isEqualTo(List.of("LA9633-4"));
    assertThat(value(ReportExample.ABSENT)).isEqualTo(List.of("LA9634-2"));
    assertThat(value(ReportExample.NOT_CALLED)).isEqualTo(List.of("LA18198-4"));
    assertThat(value(ReportExample.NOT_SHARED)).isEqualTo(List.of("LA11884-6"));
  }

  @Test
  void eachAnswerIsAlsoAWordOfItsOwn() {
    var words =
        List.of(
                ReportExample.PRESENT,
                ReportExample.ABSENT,
                ReportExample.NOT_CALLED,
                ReportExample.NOT_SHARED)
            .stream()
            .map(VariantObservationTest::observation)
            .map(observation -> observation.getJsonObject("valueCodeableConcept").getString("text"))
            .toList();

    assertThat(words).isEqualTo(List.of("present", "absent", "not called", "not shared"));
  }

  @Test
  void onlyWhatIsNotSharedIsLabelledRedacted() {
    assertThat(observation(ReportExample.NOT_SHARED).getJsonObject("meta").encode())
        .contains("REDACTED");
    for (var finding :
        List.of(ReportExample.PRESENT, ReportExample.ABSENT, ReportExample.NOT_CALLED)) {
      assertThat(observation(finding).getJsonObject("meta").containsKey("security")).isFalse();
    }
  }

  @Test
  void nothingUnknownIsToldOfAPlaceThatWasNotRead() {
    for (var finding : List.of(ReportExample.NOT_CALLED, ReportExample.NOT_SHARED)) {
      assertThat(component(finding, "53034-5")).isEmpty();
      assertThat(observation(finding).getJsonArray("note").encode())
          .contains("do not read as absent");
    }
  }

  @Test
  void coordinatesAreZeroBasedAndTheNameIsOneBased() {
    assertThat(component(ReportExample.PRESENT, "81254-5"))
        .contains(
            new JsonObject()
                .put("low", new JsonObject().put("value", 94_781_858))
                .put("high", new JsonObject().put("value", 94_781_859)));
    assertThat(code(ReportExample.PRESENT, "92822-6")).contains("LA30100-4");
    assertThat(code(ReportExample.PRESENT, "81290-9")).contains("NC_000010.11:g.94781859G>A");
  }

  @Test
  void aDeletionSpansItsReferenceAndGetsNoGuessedName() {
    assertThat(component(ReportExample.HOMOZYGOUS_DELETION, "81254-5"))
        .contains(
            new JsonObject()
                .put("low", new JsonObject().put("value", 233_760_232))
                .put("high", new JsonObject().put("value", 233_760_235)));
    assertThat(component(ReportExample.HOMOZYGOUS_DELETION, "81290-9")).isEmpty();
  }

  @Test
  void copiesAreToldAsAllelicState() {
    assertThat(code(ReportExample.PRESENT, "53034-5")).contains("LA6706-1");
    assertThat(code(ReportExample.HOMOZYGOUS_DELETION, "53034-5")).contains("LA6705-3");
    assertThat(code(ReportExample.HEMIZYGOUS, "53034-5")).contains("LA6707-9");
    assertThat(code(ReportExample.ABSENT, "53034-5")).isEmpty();
    assertThat(code(ReportExample.MITOCHONDRIAL, "53034-5")).isEmpty();
  }

  @Test
  void aMitochondrialVariantIsNamedOnTheMitochondrion() {
    assertThat(code(ReportExample.MITOCHONDRIAL, "81290-9")).contains("NC_012920.1:m.1555A>G");
  }

  @Test
  void aChromosomeWithoutAnAssemblyGetsNoAccession() {
    var observation =
        new VariantObservation("", reference(), reference()).of(ReportExample.PRESENT);

    assertThat(components(observation, "48013-7")).isEmpty();
    assertThat(components(observation, "81290-9")).isEmpty();
    assertThat(components(observation, "62374-4")).isEmpty();
    assertThat(components(observation, "48000-4").getFirst().encode()).contains("LA21263-1");
  }

  @Test
  void aScaffoldKeepsItsNameAsText() {
    assertThat(component(ReportExample.ON_A_SCAFFOLD, "48013-7"))
        .contains(new JsonObject().put("text", "chrUn_GL000220v1"));
    assertThat(component(ReportExample.ON_A_SCAFFOLD, "48000-4")).isEmpty();
  }

  @Test
  void aNameThatIsNoRsNumberIsNotCalledOne() {
    var homemade =
        ReportExample.finding("rsX", "G", "1", 5, "A", "C", Answer.ABSENT, 0, 2, "called genotype");

    assertThat(code(ReportExample.PRESENT, "81252-9")).contains("rs4244285");
    assertThat(code(homemade, "81252-9")).isEmpty();
  }

  private static JsonObject observation(Finding finding) {
    return new VariantObservation("GRCh38", reference(), reference()).of(finding);
  }

  private static JsonObject reference() {
    return new JsonObject().put("reference", "urn:uuid:0");
  }

  private static List<String> value(Finding finding) {
    return codings(observation(finding).getJsonObject("valueCodeableConcept"));
  }

  private static Optional<String> code(Finding finding, String code) {
    return component(finding, code).map(value -> codings(value).getFirst());
  }

  private static Optional<JsonObject> component(Finding finding, String code) {
    return components(observation(finding), code).stream().findFirst();
  }

  private static List<JsonObject> components(JsonObject observation, String code) {
    var values = new ArrayList<JsonObject>();
    for (int i = 0; i < observation.getJsonArray("component").size(); i++) {
      var component = observation.getJsonArray("component").getJsonObject(i);
      if (codings(component.getJsonObject("code")).contains(code)) {
        values.add(
            component.getJsonObject(
                component.containsKey("valueRange") ? "valueRange" : "valueCodeableConcept"));
      }
    }
    return values;
  }

  private static List<String> codings(JsonObject concept) {
    return concept.getJsonArray("coding").stream()
        .map(coding -> ((JsonObject) coding).getString("code"))
        .toList();
  }
}
