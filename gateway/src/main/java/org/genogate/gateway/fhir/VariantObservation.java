package org.genogate.gateway.fhir;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.genogate.gateway.access.ReportDesk.Answer;
import org.genogate.gateway.access.ReportDesk.Finding;
import org.genogate.gateway.fhir.page.Words;

/// One position of a panel as an `Observation` of profile `variant`.
///
/// The four answers are four different values, and "not shared" is neither "absent" nor "no call":
/// it is `Indeterminate`, which the profile wants for whatever is not a matter of coverage, and the
/// resource is labelled `REDACTED`. A `dataAbsentReason` of `masked` would be plainer, but FHIR
/// (obs-6) forbids it beside a value, and an observation without any value would leave readers of
/// the value alone to guess.
///
/// What is not known is left out: when the sample was taken, by which method, whether it is
/// germline. Copies are told for a present allele only.
///
/// Spec: [variant](http://hl7.org/fhir/uv/genomics-reporting/STU3/StructureDefinition-variant.html)
final class VariantObservation {

  private static final String HGVS = "http://varnomen.hgvs.org";
  private static final String DBSNP = "http://www.ncbi.nlm.nih.gov/projects/SNP";
  private static final Pattern RS_NUMBER = Pattern.compile("rs[1-9][0-9]*");
  private static final Pattern BASE = Pattern.compile("[ACGT]");

  private final String assembly;
  private final JsonObject patient;
  private final JsonObject custodian;

  /// @param patient a reference
  /// @param custodian a reference
  VariantObservation(String assembly, JsonObject patient, JsonObject custodian) {
    this.assembly = assembly;
    this.patient = patient;
    this.custodian = custodian;
  }

  JsonObject of(Finding finding) {
    return new JsonObject()
        .put("resourceType", "Observation")
        .put("meta", meta(finding))
        .put("text", Narrative.of(Words.sentence(finding)))
        .put("status", "final")
        .put(
            "category", new JsonArray().add(Code.LABORATORY.concept()).add(Code.GENETICS.concept()))
        .put("code", Loinc.VARIANT.concept())
        .put("subject", patient.copy())
        .put("performer", new JsonArray().add(custodian.copy()))
        .put("valueCodeableConcept", value(finding.answer()))
        .put("note", new JsonArray().add(new JsonObject().put("text", Words.evidence(finding))))
        .put("component", new JsonArray(components(finding)));
  }

  private static JsonObject meta(Finding finding) {
    var meta =
        new JsonObject().put("profile", new JsonArray().add(ReportBundle.PROFILES + "variant"));
    return finding.answer() == Answer.NOT_SHARED
        ? meta.put("security", new JsonArray().add(Code.REDACTED.coding()))
        : meta;
  }

  private static JsonObject value(Answer answer) {
    var text = Words.answer(answer);
    return switch (answer) {
      case PRESENT -> Loinc.PRESENT.concept(text);
      case ABSENT -> Loinc.ABSENT.concept(text);
      case NOT_CALLED -> Loinc.NO_CALL.concept(text);
      case NOT_SHARED -> Loinc.INDETERMINATE.concept(text);
    };
  }

  private List<JsonObject> components(Finding finding) {
    var components = new ArrayList<JsonObject>();
    if (!finding.gene().isEmpty()) {
      // The symbol is what the panel's file holds; an HGNC number would be a guess.
      components.add(concept(Loinc.GENE_STUDIED, new JsonObject().put("text", finding.gene())));
    }
    addPlace(components, finding);
    components.add(component(Loinc.REF_ALLELE).put("valueString", finding.ref()));
    components.add(component(Loinc.ALT_ALLELE).put("valueString", finding.alt()));
    hgvs(finding)
        .ifPresent(
            name -> components.add(concept(Loinc.GENOMIC_HGVS, new Code(HGVS, name).concept())));
    if (RS_NUMBER.matcher(finding.id()).matches()) {
      components.add(concept(Loinc.VARIATION_CODE, new Code(DBSNP, finding.id()).concept()));
    }
    allelicState(finding)
        .ifPresent(state -> components.add(concept(Loinc.ALLELIC_STATE, state.concept())));
    return components;
  }

  private void addPlace(List<JsonObject> components, Finding finding) {
    switch (assembly) {
      case "GRCh37" -> components.add(concept(Loinc.ASSEMBLY, Loinc.GRCH37.concept()));
      case "GRCh38" -> components.add(concept(Loinc.ASSEMBLY, Loinc.GRCH38.concept()));
      default -> {}
    }
    var accession = RefSeq.accession(assembly, finding.contig());
    var chromosome = Chromosome.of(finding.contig());
    accession.ifPresent(name ->
        components.add(concept(Loinc.GENOMIC_REFERENCE, new Code(RefSeq.SYSTEM, name).concept())));
    chromosome.ifPresent(it ->
        components.add(concept(Loinc.CHROMOSOME, Loinc.chromosome(it).concept(finding.contig()))));
    if (accession.isEmpty() && chromosome.isEmpty()) {
      // LOINC's list of chromosomes is binding, so a scaffold's name can only stand here as text.
      components.add(
          concept(Loinc.GENOMIC_REFERENCE, new JsonObject().put("text", finding.contig())));
    }
    int start = finding.position() - 1;
    components.add(concept(Loinc.COORDINATE_SYSTEM, Loinc.ZERO_BASED.concept()));
    components.add(
        component(Loinc.EXACT_START_END)
            .put(
                "valueRange",
                new JsonObject()
                    .put("low", new JsonObject().put("value", start))
                    .put("high", new JsonObject().put("value", start + finding.ref().length()))));
  }

  /// For substitutions only: other names depend on the sequence around them, which is not at hand.
  private Optional<String> hgvs(Finding finding) {
    if (!BASE.matcher(finding.ref()).matches() || !BASE.matcher(finding.alt()).matches()) {
      return Optional.empty();
    }
    return RefSeq.accession(assembly, finding.contig())
        .map(accession ->
            "%s:%s.%d%s>%s"
                .formatted(
                    accession,
                    RefSeq.isMitochondrion(accession) ? "m" : "g",
                    finding.position(),
                    finding.ref(),
                    finding.alt()));
  }

  /// Not for mitochondria, where one called allele does not prove that there is no other.
  private Optional<Code> allelicState(Finding finding) {
    if (finding.answer() != Answer.PRESENT || isMitochondrial(finding.contig())) {
      return Optional.empty();
    }
    if (finding.ploidy() == 1) {
      return Optional.of(Loinc.HEMIZYGOUS);
    }
    return Optional.of(finding.copies() == 2 ? Loinc.HOMOZYGOUS : Loinc.HETEROZYGOUS);
  }

  private static boolean isMitochondrial(String contig) {
    return contig.equals("MT") || contig.equals("M") || contig.equals("chrM");
  }

  private static JsonObject concept(Code code, JsonObject value) {
    return component(code).put("valueCodeableConcept", value);
  }

  private static JsonObject component(Code code) {
    return new JsonObject().put("code", code.concept());
  }
}
