package org.genogate.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.genogate.gateway.identity.TrustedIssuer;
import org.genogate.genomics.region.Region;
import org.genogate.ledger.duo.Purpose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatewayConfigTest {

  @TempDir private Path folder;

  @Test
  void everythingIsRead() throws Exception {
    var jwks = Files.writeString(folder.resolve("jwks.json"), "{}");
    var config =
        read(
            """
            {
              "organisations": {"charite": "Charité"},
              "issuers": [{"issuer": "idp", "audience": "genogate", "jwks": "jwks.json"}],
              "projects": [{
                "id": "heart", "title": "Heart", "organisation": "charite",
                "purposes": [{"code": "HMB"}, {"code": "DS", "disease": "MONDO:0007254"}],
                "datasets": ["chr22"]
              }],
              "regions": {"brca1": {"title": "BRCA1", "places": ["17:43044295-43125483"]}},
              "limits": {"streamsTotal": 7, "stopWithinSeconds": 3},
              "custodian": {"name": "Biobank"},
              "assembly": "GRCh38"
            }
            """);

    assertThat(config.issuers()).containsExactly(new TrustedIssuer("idp", "genogate", jwks));
    assertThat(config.projects().get("heart"))
        .isEqualTo(
            new Project(
                "heart",
                "Heart",
                "charite",
                Set.of(new Purpose.HealthResearch(), new Purpose.DiseaseResearch("MONDO:0007254")),
                Set.of("chr22")));
    assertThat(config.regions().get("brca1"))
        .isEqualTo(new RegionGroup("BRCA1", List.of(Region.ofOneBased("17", 43044295, 43125483))));
    assertThat(config.limits().streamsTotal()).isEqualTo(7);
    assertThat(config.limits().stopWithin()).isEqualTo(Duration.ofSeconds(3));
    assertThat(config.limits().batchBytes()).isEqualTo(Limits.DEFAULT.batchBytes());
    assertThat(config.custodian()).isEqualTo("Biobank");
    assertThat(config.assembly()).isEqualTo("GRCh38");
  }

  @Test
  void withoutAFileNobodyIsTrusted() throws Exception {
    assertThat(GatewayConfig.read(folder.resolve("none.json"))).isEqualTo(GatewayConfig.empty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"isuers\": []} | isuers is not known here",
        "{\"custodian\": {\"name\": \" \"}} | custodian.name: found \" \", wanted a text",
        "{\"limits\": {\"streamsTotal\": 0}} | limits.streamsTotal: found 0, wanted a whole number",
        "{\"limits\": {\"streamsTotal\": 1.5}} | limits.streamsTotal: found 1.5",
        "{\"limits\": []} | limits: found an array, wanted an object",
        "{\"issuers\": [{\"issuer\": \"a\"}]} | issuers[0].audience is missing",
        "{\"issuers\": [{\"issuer\": \"a\", \"audience\": \"b\", \"jwks\": \"c\"}]}"
            + " | issuers[0].jwks: found \"c\", wanted a file that can be read",
        "{\"projects\": [{\"id\": \"a\", \"organisation\": \"b\"}]}"
            + " | projects[0].organisation: found \"b\", wanted one of organisations",
        "{\"regions\": {\"a\": {\"title\": \"t\", \"places\": [\"1:5-4\"]}}}"
            + " | regions.a.places[0]: found \"1:5-4\", wanted a place",
        "{\"assembly\": \"hg19\"} | assembly: found \"hg19\", wanted GRCh37 or GRCh38",
        "{\"limits\": {}, \"limits\": {}} | Duplicate field 'limits'",
        "{} {} | Trailing token",
        "[] | found an array, wanted an object",
      })
  void aMistakeIsNamedWithItsPlace(String text, String complaint) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("config.json")
        .hasMessageContaining(complaint);
  }

  private GatewayConfig read(String text) throws Exception {
    return GatewayConfig.read(Files.writeString(folder.resolve("config.json"), text));
  }
}
