package org.genogate.gateway.fhir;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.genogate.gateway.access.ReportDesk.Finding;
import org.genogate.gateway.access.ReportDesk.Report;
import org.genogate.gateway.fhir.page.Tally;
import org.genogate.ledger.event.AccessId;

/// A report as a FHIR `Bundle` of type `collection`.
///
/// Every entry is named by a `urn:uuid:` made from the access and the entry's part in it, so that
/// the same report gives the same bytes and every reference can be followed within the Bundle.
///
/// Spec: [Bundle](http://hl7.org/fhir/R4/bundle.html),
/// [genomic-report](http://hl7.org/fhir/uv/genomics-reporting/STU3/StructureDefinition-genomic-report.html)
final class ReportBundle {

  static final String PROFILES = "http://hl7.org/fhir/uv/genomics-reporting/StructureDefinition/";

  private static final Code GENETIC_DISEASE_INFORMATION =
      new Code("http://terminology.hl7.org/CodeSystem/v3-ActCode", "GDIS");
  private static final Code NO_REUSE =
      new Code("http://terminology.hl7.org/CodeSystem/v3-ActCode", "NOREUSE");

  private final Report report;
  private final String gatewayVersion;
  private final List<JsonObject> entries = new ArrayList<>();

  private ReportBundle(Report report, String gatewayVersion) {
    this.report = report;
    this.gatewayVersion = gatewayVersion;
  }

  static JsonObject of(Report report, String gatewayVersion) {
    return new ReportBundle(report, gatewayVersion).build();
  }

  private JsonObject build() {
    var variants = variants();
    add("report", diagnosticReport(variants));
    add("patient", patient());
    add("custodian", organisation(report.custodian()));
    add("clinic", organisation(report.organisation()));
    add("gateway", gateway());
    for (var variant : variants) {
      add(variant.part(), variant.resource());
    }
    add("provenance", provenance());
    return new JsonObject()
        .put("resourceType", "Bundle")
        .put("identifier", identifier(urn(report.access().value())))
        .put("type", "collection")
        .put("timestamp", report.consulted().toString())
        .put("entry", new JsonArray(entries));
  }

  private record Variant(String part, JsonObject resource) {}

  private List<Variant> variants() {
    var observation =
        new VariantObservation(report.assembly(), reference("patient"), reference("custodian"));
    var variants = new ArrayList<Variant>();
    for (Finding finding : report.findings()) {
      var resource = observation.of(finding).put("issued", report.consulted().toString());
      variants.add(new Variant("variant/" + variants.size(), resource));
    }
    return variants;
  }

  private void add(String part, JsonObject resource) {
    entries.add(new JsonObject().put("fullUrl", fullUrl(part)).put("resource", resource));
  }

  private JsonObject diagnosticReport(List<Variant> variants) {
    var results = variants.stream().map(variant -> reference(variant.part())).toList();
    var conclusion = Tally.of(report.findings()).sentence();
    var diagnostic =
        new JsonObject()
            .put("resourceType", "DiagnosticReport")
            .put(
                "meta",
                new JsonObject()
                    .put("profile", new JsonArray().add(PROFILES + "genomic-report"))
                    .put(
                        "security",
                        new JsonArray()
                            .add(GENETIC_DISEASE_INFORMATION.coding())
                            .add(NO_REUSE.coding())))
            .put("text", Narrative.of(report.panelTitle() + ": " + conclusion))
            .put("status", "final")
            .put("category", new JsonArray().add(Code.GENETICS.concept()))
            .put("code", Loinc.REPORT.concept(report.panelTitle()))
            .put("subject", reference("patient"))
            .put("issued", report.consulted().toString())
            .put("performer", new JsonArray().add(reference("custodian")))
            .put("conclusion", conclusion + " For decision support, not a diagnosis.");
    // FHIR has no empty arrays.
    return results.isEmpty() ? diagnostic : diagnostic.put("result", new JsonArray(results));
  }

  /// The name that the clinician used, which only custodian and clinic understand, and no more.
  private JsonObject patient() {
    return new JsonObject()
        .put("resourceType", "Patient")
        .put("text", Narrative.of("Patient " + report.subject()))
        .put(
            "identifier",
            new JsonArray()
                .add(
                    new JsonObject()
                        .put("value", report.subject())
                        .put("assigner", reference("custodian"))));
  }

  private static JsonObject organisation(String name) {
    return new JsonObject()
        .put("resourceType", "Organization")
        .put("text", Narrative.of(name))
        .put("name", name);
  }

  private JsonObject gateway() {
    return new JsonObject()
        .put("resourceType", "Device")
        .put("text", Narrative.of("GenoGate gateway " + gatewayVersion))
        .put(
            "deviceName",
            new JsonArray()
                .add(new JsonObject().put("name", "GenoGate gateway").put("type", "model-name")))
        .put("version", new JsonArray().add(new JsonObject().put("value", gatewayVersion)));
  }

  private JsonObject provenance() {
    return new JsonObject()
        .put("resourceType", "Provenance")
        .put(
            "text",
            Narrative.of(
                "Asked by %s of %s for treatment, allowed by consent %s, recorded as access %s"
                    .formatted(
                        report.clinician(),
                        report.organisation(),
                        report.consent(),
                        report.access())))
        .put("target", new JsonArray().add(reference("report")))
        .put("recorded", report.consulted().toString())
        .put("policy", new JsonArray().add(urn(report.consent().value())))
        .put("reason", new JsonArray().add(Code.TREATMENT.concept()))
        .put("agent", new JsonArray().add(assembler()).add(recipient()))
        .put("entity", new JsonArray().add(dataset()).add(access()));
  }

  private JsonObject assembler() {
    return new JsonObject()
        .put(
            "type",
            new Code(
                    "http://terminology.hl7.org/CodeSystem/provenance-participant-type",
                    "assembler",
                    "Assembler")
                .concept())
        .put("who", reference("gateway"))
        .put("onBehalfOf", reference("custodian"));
  }

  private JsonObject recipient() {
    return new JsonObject()
        .put(
            "type",
            new Code(
                    "http://terminology.hl7.org/CodeSystem/v3-ParticipationType",
                    "IRCP",
                    "information recipient")
                .concept())
        .put("who", new JsonObject().put("display", report.clinician()))
        .put("onBehalfOf", reference("clinic"));
  }

  private JsonObject dataset() {
    return new JsonObject()
        .put("role", "source")
        .put("what", new JsonObject().put("display", "dataset " + report.dataset()));
  }

  /// The access on the ledger, whose receipt proves it.
  private JsonObject access() {
    return new JsonObject()
        .put("role", "source")
        .put(
            "what",
            new JsonObject()
                .put("identifier", identifier(urn(report.access().value())))
                .put("display", "access on the ledger, of size " + report.ledgerSize()));
  }

  private JsonObject reference(String part) {
    return new JsonObject().put("reference", fullUrl(part));
  }

  private String fullUrl(String part) {
    return urn(name(report.access(), part));
  }

  /// A version 3 UUID. It identifies, and keeps nothing secret, so MD5 will do.
  private static UUID name(AccessId access, String part) {
    return UUID.nameUUIDFromBytes((access + "/" + part).getBytes(StandardCharsets.UTF_8));
  }

  /// How FHIR writes an identifier that is itself a URI.
  private static JsonObject identifier(String uri) {
    return new JsonObject().put("system", "urn:ietf:rfc:3986").put("value", uri);
  }

  private static String urn(UUID uuid) {
    return "urn:uuid:" + uuid;
  }
}
