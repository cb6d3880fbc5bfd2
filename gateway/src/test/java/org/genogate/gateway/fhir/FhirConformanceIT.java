package org.genogate.gateway.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.genogate.gateway.access.ReportDesk.Answer;
import org.genogate.gateway.access.ReportDesk.Finding;
import org.genogate.gateway.access.ReportDesk.Report;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What we send, read by a validator that is not ours.
class FhirConformanceIT {

  private static FhirValidator base;

  @BeforeAll
  static void loadDefinitions() throws IOException {
    base = FhirValidator.ofBase();
  }

  @Test
  void reportsAreValidR4() {
    for (var report : reports()) {
      assertThat(base.errors(ReportBundle.of(report, "0.1.0"))).isEmpty();
    }
  }

  @Test
  void descriptionsAreValidR4() {
    for (var name : List.of("capability-statement.json", "operation-variant-report.json")) {
      assertThat(base.errors(new JsonObject(PackagedText.read(name)))).isEmpty();
    }
  }

  @Test
  void refusalsAreValidR4() {
    for (var refusal :
        List.of(
            Refusal.NOT_PERMITTED,
            Refusal.UNKNOWN_PANEL,
            Refusal.NO_SUCH_PLACE,
            Refusal.WRONG_METHOD,
            Refusal.NOT_ACCEPTABLE,
            Refusal.TOO_LARGE,
            Refusal.UNSUPPORTED_BODY,
            Refusal.BROKEN,
            Refusal.UNAVAILABLE,
            Refusal.malformed("a fault"))) {
      assertThat(base.errors(refusal.outcome())).isEmpty();
    }
  }

  @Test
  void reportsFollowTheGenomicsGuide() throws IOException {
    var guided = FhirValidator.of(guide());

    for (var report : reports()) {
      assertThat(guided.errors(ReportBundle.of(report, "0.1.0"))).isEmpty();
    }
  }

  @Test
  void theGuideIsReallyLookedAt() throws IOException {
    var guided = FhirValidator.of(guide());
    var bundle = ReportBundle.of(ReportExample.full(), "0.1.0");
    var variant = ReportBundleTest.resource(bundle, "Observation");
    var wrong = new JsonObject().put("system", "http://loinc.org").put("code", "LA6683-2");

    var _ =
        variant.put(
            "valueCodeableConcept", new JsonObject().put("coding", new JsonArray().add(wrong)));

    assertThat(guided.errors(bundle))
        .anyMatch(error -> error.contains("http://loinc.org/vs/LL1971-2"));
  }

  /// Every chromosome of both assemblies, an unknown assembly, an empty panel.
  private static List<Report> reports() {
    return List.of(
        ReportExample.full(),
        ReportExample.of("GRCh37", chromosomes().toList()),
        ReportExample.of("", chromosomes().toList()),
        ReportExample.of("GRCh38", List.of()));
  }

  private static Stream<Finding> chromosomes() {
    return Stream.concat(
            IntStream.rangeClosed(1, 22).mapToObj(Integer::toString), Stream.of("X", "Y", "MT"))
        .map(contig ->
            ReportExample.finding(
                "rs1", "G", contig, 1000, "A", "C", Answer.ABSENT, 0, 2, "called genotype"));
  }

  /// The package `hl7.fhir.uv.genomics-reporting` 3.0.0, which `npm pack` fetches.
  private static Path guide() {
    var name = System.getenv().getOrDefault("GENOGATE_FHIR_IG", "");
    if (!name.isEmpty() && Files.isReadable(Path.of(name))) {
      return Path.of(name);
    }
    var missing =
        "no FHIR guide: run npm pack hl7.fhir.uv.genomics-reporting@3.0.0 and name the .tgz in"
            + " GENOGATE_FHIR_IG";
    if ("required".equals(System.getenv("GENOGATE_OUTSIDE"))) {
      return fail(missing);
    }
    return abort(missing);
  }
}
