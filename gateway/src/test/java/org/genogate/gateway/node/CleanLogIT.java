package org.genogate.gateway.node;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.genogate.gateway.identity.Caller;
import org.genogate.genomics.synthetic.CohortGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Invariant I8: after a day's work, nothing in the data folder says in clear who anybody is or
/// what was asked, but the custodian's own configuration.
class CleanLogIT {

  @TempDir private Path folder;

  @Test
  void nothingInTheDataFolderNamesAPersonARequesterOrAPlace() throws Exception {
    String token;
    try (var test = TestGateway.start(folder, 4, 300, new JsonObject())) {
      token = test.token(new Caller.Researcher("researcher-1", "university", "project-1"));
      work(test);
    }

    var secrets =
        List.of(
            CohortGenerator.sampleName(0),
            CohortGenerator.sampleName(3),
            "researcher-1",
            "clinician-1",
            "university",
            "clinic",
            "project-1",
            TestGateway.DISEASE,
            TestGateway.LABEL,
            TestGateway.DATASET,
            "20000123",
            "panel-1",
            "HMB",
            token.substring(0, 40),
            "rs9000");
    assertThat(found(secrets)).isEmpty();
  }

  @Test
  void whatOpensEverythingIsReadableByItsOwnerAlone() throws Exception {
    try (var test = TestGateway.start(folder, 2, 50, new JsonObject())) {
      var data = folder.resolve("data");

      assertThat(List.of(data.resolve("master.key"), data.resolve("running.json")))
          .allSatisfy(file ->
              assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                  .isEqualTo("rw-------"));
      assertThat(test.gateway().running().address()).isNotNull();
    }
    assertThat(folder.resolve("data/running.json")).doesNotExist();
  }

  private static void work(TestGateway test) throws Exception {
    var _ = test.grant(0, "HMB", TestGateway.LABEL);
    var _ = test.grant(1, "DS");
    var _ = test.grant(2, "HMB");
    var _ = test.grant(3, "CARE");
    test.awaitSealed();
    try (var researcher = test.researcher();
        var clinician = test.clinician();
        var patient = test.patient(2)) {
      var _ =
          researcher.bytes(
              "/v1/datasets/asthma-trial/variants?region=22:20000123-20009999&purpose=HMB"
                  + "&samples=S000001,S000003&view=dosages");
      var _ =
          researcher.bytes(
              "/v1/datasets/asthma-trial/variants?region=22&purpose=DS&disease="
                  + TestGateway.DISEASE);
      var _ = clinician.bytes("/fhir/$variant-report?subject=S000004&panel=panel-1");
      assertThat(
              catchThrowable(
                  () -> clinician.bytes("/fhir/$variant-report?subject=S000001&panel=panel-1")))
          .isNotNull();
      assertThat(
              catchThrowable(() ->
                  researcher.bytes("/v1/datasets/asthma-trial/variants?region=22&purpose=GRU")))
          .isNotNull();
      var _ = patient.post("/v1/me/revocation", new JsonObject());
    }
    test.awaitSealed();
  }

  /// Where each secret stands in clear, but for the configuration, which the custodian wrote.
  private Map<String, String> found(List<String> secrets) throws IOException {
    var found = new HashMap<String, String>();
    List<Path> files;
    try (var walk = Files.walk(folder.resolve("data"))) {
      files = walk.filter(Files::isRegularFile).toList();
    }
    assertThat(files).hasSizeGreaterThan(10);
    for (var file : files) {
      if (file.getFileName().toString().equals("gateway.json")) {
        continue;
      }
      var text = new String(Files.readAllBytes(file), ISO_8859_1);
      for (var secret : secrets) {
        if (text.contains(secret)) {
          found.put(secret, folder.relativize(file).toString());
        }
      }
    }
    return found;
  }
}
