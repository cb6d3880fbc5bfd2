package org.genogate.gateway.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.genogate.gateway.access.ReportDesk.Finding;
import org.junit.jupiter.api.Test;

class ReportBundleTest {

  private static final JsonObject BUNDLE = ReportBundle.of(ReportExample.full(), "0.1.0");

  @Test
  void everyReferenceCanBeFollowedWithinTheBundle() {
    var names = new HashSet<String>();
    entries(BUNDLE).forEach(entry -> names.add(entry.getString("fullUrl")));

    var references = new HashSet<String>();
    collect(BUNDLE, references);

    assertThat(names).hasSize(entries(BUNDLE).size());
    assertThat(references).isNotEmpty().isSubsetOf(names);
  }

  @Test
  void theReportListsEachObservationInThePanelsOrder() {
    var observations =
        entries(BUNDLE).stream()
            .filter(entry -> type(entry).equals("Observation"))
            .map(entry -> entry.getString("fullUrl"))
            .toList();

    var results =
        resource(BUNDLE, "DiagnosticReport").getJsonArray("result").stream()
            .map(result -> ((JsonObject) result).getString("reference"))
            .toList();

    assertThat(results).isEqualTo(observations).hasSize(ReportExample.full().findings().size());
  }

  @Test
  void theSameReportGivesTheSameBytes() {
    var again = ReportBundle.of(ReportExample.full(), "0.1.0");

    assertThat(again.toBuffer()).isEqualTo(BUNDLE.toBuffer());
  }

  @Test
  void provenanceNamesTheConsentTheAccessAndWhoAsked() {
    var provenance = resource(BUNDLE, "Provenance");

    assertThat(provenance.getJsonArray("policy"))
        .isEqualTo(new JsonArray().add("urn:uuid:fedcba98-7654-3210-fedc-ba9876543210"));
    assertThat(provenance.encode())
        .contains("urn:uuid:01234567-89ab-cdef-0123-456789abcdef")
        .contains("\"TREAT\"")
        .contains("Clinician 17")
        .contains("of size 87930");
  }

  @Test
  void thePatientIsToldByNoMoreThanTheNameAskedFor() {
    assertThat(resource(BUNDLE, "Patient").fieldNames())
        .isEqualTo(Set.of("resourceType", "text", "identifier"));
  }

  @Test
  void markupInATitleStaysText() {
    assertThat(resource(BUNDLE, "DiagnosticReport").getJsonObject("text").getString("div"))
        .contains("clopidogrel &amp; friends");
  }

  @Test
  void theConclusionCountsAllFourAnswers() {
    assertThat(resource(BUNDLE, "DiagnosticReport").getString("conclusion"))
        .isEqualTo(
            "8 positions: 4 present, 2 absent, 1 not called (unknown), 1 not shared by the patient"
                + " (unknown). For decision support, not a diagnosis.");
  }

  @Test
  void aPanelWithoutPositionsStillMakesABundle() {
    var bundle = ReportBundle.of(ReportExample.of("", List.<Finding>of()), "0.1.0");

    assertThat(resource(bundle, "DiagnosticReport").containsKey("result")).isFalse();
  }

  static List<JsonObject> entries(JsonObject bundle) {
    return bundle.getJsonArray("entry").stream().map(JsonObject.class::cast).toList();
  }

  static JsonObject resource(JsonObject bundle, String type) {
    return entries(bundle).stream()
        .filter(entry -> type(entry).equals(type))
        .findFirst()
        .orElseThrow()
        .getJsonObject("resource");
  }

  private static String type(JsonObject entry) {
    return entry.getJsonObject("resource").getString("resourceType");
  }

  private static void collect(Object json, Set<String> references) {
    switch (json) {
      case JsonObject object -> {
        if (object.containsKey("reference")) {
          references.add(object.getString("reference"));
        }
        object.forEach(member -> collect(member.getValue(), references));
      }
      case JsonArray array -> array.forEach(element -> collect(element, references));
      default -> Stream.empty();
    }
  }
}
