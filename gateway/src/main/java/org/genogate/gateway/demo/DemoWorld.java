package org.genogate.gateway.demo;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.genogate.genomics.source.BgzfOutputStream;
import org.genogate.genomics.synthetic.CohortGenerator;
import org.genogate.genomics.synthetic.CohortSettings;

/// The files of the demo's world: cohort, people, panel, configuration.
final class DemoWorld {

  static final String DATASET = "demo";
  static final String ORGANISATION = "university-north";
  static final String HOSPITAL = "riverside-hospital";
  static final String PROJECT = "oncogenomics";
  static final String OTHER_PROJECT = "ancestry-atlas";
  static final String DISEASE = "MONDO:0004992";
  static final String PANEL = "clopidogrel";
  static final String WITHHELD_LABEL = "region-a";

  /// The first of the cohort, who plays the patient.
  static final String PATIENT = person(0);

  /// The patient's column in the cohort.
  static final String PATIENT_SAMPLE = CohortGenerator.sampleName(0);

  private static final int COMPRESSION = 1;

  private static final long SEED = 20_261_124;

  private final DemoFolder folder;
  private final int samples;
  private final int sites;

  DemoWorld(DemoFolder folder, int samples, int sites) {
    this.folder = folder;
    this.samples = samples;
    this.sites = sites;
  }

  /// How the demo's custodian calls the person of a sample.
  static String person(int sample) {
    return "P-%04d".formatted(sample + 1);
  }

  void writeCohort() throws IOException {
    try (OutputStream out =
        new BgzfOutputStream(
            new BufferedOutputStream(Files.newOutputStream(folder.cohort())), COMPRESSION)) {
      CohortGenerator.write(CohortSettings.tidy(samples, sites, SEED), out);
    }
    Files.writeString(folder.callable(), "22\t19999999\t21000000\n");
    Files.writeString(
        folder.people(),
        IntStream.range(0, samples)
            .mapToObj(i -> "%s,%s".formatted(person(i), CohortGenerator.sampleName(i)))
            .collect(Collectors.joining("\n", "person,sample\n", "\n")));
  }

  /// Trusts `keys` for `issuer` and `audience`, and nobody else.
  void writeConfig(String issuer, String audience) throws IOException {
    Files.createDirectories(folder.data());
    Files.writeString(
        folder.config(),
        new JsonObject()
            .put("custodian", new JsonObject().put("name", "Riverside Hospital"))
            .put(
                "organisations",
                new JsonObject()
                    .put(ORGANISATION, "University North")
                    .put(HOSPITAL, "Riverside Hospital"))
            .put(
                "issuers",
                new JsonArray()
                    .add(
                        new JsonObject()
                            .put("issuer", issuer)
                            .put("audience", audience)
                            .put("jwks", folder.issuerKeys().toAbsolutePath().toString())))
            .put(
                "projects",
                new JsonArray()
                    .add(
                        project(
                            PROJECT,
                            "Oncogenomics",
                            purpose("HMB"),
                            purpose("DS").put("disease", DISEASE)))
                    .add(project(OTHER_PROJECT, "Ancestry Atlas", purpose("GRU"))))
            .put(
                "regions",
                new JsonObject()
                    .put(
                        WITHHELD_LABEL,
                        new JsonObject()
                            .put("title", "A stretch of chromosome 22")
                            .put("places", new JsonArray().add("22:20050000-20060000"))))
            .put(
                "panels",
                new JsonObject()
                    .put(
                        PANEL,
                        new JsonObject()
                            .put("title", "the clopidogrel panel (made-up positions)")
                            .put("file", folder.panel().toAbsolutePath().toString())))
            .encodePrettily());
  }

  private static JsonObject purpose(String code) {
    return new JsonObject().put("code", code);
  }

  private static JsonObject project(String id, String title, JsonObject... purposes) {
    var all = new JsonArray();
    for (var purpose : purposes) {
      all.add(purpose);
    }
    return new JsonObject()
        .put("id", id)
        .put("title", title)
        .put("organisation", ORGANISATION)
        .put("purposes", all)
        .put("datasets", new JsonArray().add(DATASET));
  }
}
