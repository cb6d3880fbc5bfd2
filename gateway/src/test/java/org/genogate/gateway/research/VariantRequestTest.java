package org.genogate.gateway.research;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.genogate.gateway.access.ResearchQuery;
import org.genogate.gateway.config.Limits;
import org.genogate.gateway.http.Problem;
import org.genogate.gateway.http.ProblemException;
import org.genogate.genomics.query.BodyCompression;
import org.genogate.genomics.query.VariantQuery;
import org.genogate.genomics.query.View;
import org.genogate.genomics.region.Region;
import org.genogate.ledger.duo.Purpose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VariantRequestTest {

  private static final Limits LIMITS = new Limits(1, 1, 1, 1, 2, 3, 1024, Duration.ofSeconds(1));

  private static ResearchQuery parse(VariantParameters parameters) {
    var purpose = VariantRequest.purpose(parameters).orElseThrow();
    return VariantRequest.parse("cohort", purpose, parameters, LIMITS);
  }

  /// @param query as in a URL, without escapes
  private static VariantParameters fields(String query) {
    var fields = MultiMap.caseInsensitiveMultiMap();
    for (var field : query.split("&", -1)) {
      var parts = field.split("=", 2);
      fields = fields.add(parts[0], parts[1]);
    }
    return VariantParameters.of(fields);
  }

  private static VariantParameters json(JsonObject json) {
    return VariantParameters.ofJson(json.toBuffer().getBytes());
  }

  private static Problem refused(Runnable attempt) {
    return catchThrowableOfType(ProblemException.class, attempt::run).problem();
  }

  @Test
  void aQuestionWithEverythingIsRead() {
    assertThat(
            parse(
                fields(
                    "region=22:1-10&region=X&view=dosages&samples=B,A&samples=C&purpose=ds"
                        + "&disease=MONDO:0004992&compression=zstd&limit=5")))
        .isEqualTo(
            new ResearchQuery(
                "cohort",
                List.of(Region.ofOneBased("22", 1, 10), Region.whole("X")),
                View.DOSAGES,
                List.of("B", "A", "C"),
                new Purpose.DiseaseResearch("MONDO:0004992"),
                BodyCompression.ZSTD,
                5));
  }

  @Test
  void whatIsNotSaidIsTheUsual() {
    assertThat(parse(fields("region=22&purpose=HMB")))
        .isEqualTo(
            new ResearchQuery(
                "cohort",
                List.of(Region.whole("22")),
                View.SITES,
                List.of(),
                new Purpose.HealthResearch(),
                BodyCompression.NONE,
                VariantQuery.NO_LIMIT));
  }

  @Test
  void aJsonObjectIsReadLikeAForm() {
    var json =
        new JsonObject()
            .put("region", new JsonArray().add("22:1-10").add("X"))
            .put("samples", new JsonArray().add("A").add("B"))
            .put("purpose", "HMB")
            .put("limit", 7);

    assertThat(parse(json(json)))
        .isEqualTo(parse(fields("region=22:1-10&region=X&samples=A,B&purpose=HMB&limit=7")));
  }

  /// Each is one mistake in an otherwise sound question, with a word that its problem must hold.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "purpose=HMB | region is missing",
        "region=22:9-1&purpose=HMB | region looks like",
        "region=&purpose=HMB | region looks like",
        "region=22&region=21&region=20&purpose=HMB | more than 2 regions",
        "region=22 | purpose is missing",
        "region=22&purpose= | purpose is missing",
        "region=22&purpose=HMB&purpose=GRU | purpose is given once",
        "region=22&purpose=HMB&view=zzz | view is sites or dosages",
        "region=22&purpose=HMB&view= | view is sites or dosages",
        "region=22&purpose=HMB&view=sites&view=dosages | view is given once",
        "region=22&purpose=HMB&compression=zzz | compression is none or zstd",
        "region=22&purpose=HMB&limit=0 | limit is a whole number",
        "region=22&purpose=HMB&limit=-1 | limit is a whole number",
        "region=22&purpose=HMB&limit= | limit is a whole number",
        "region=22&purpose=HMB&limit=zzz | limit is a whole number",
        "region=22&purpose=HMB&limit=9999999999999999999 | limit is a whole number",
        "region=22&purpose=HMB&limit=1&limit=2 | limit is given once",
        "region=22&purpose=HMB&samples= | samples is a list",
        "region=22&purpose=HMB&samples=zzz,zzz | samples is a list",
        "region=22&purpose=HMB&samples=zzz, | samples is a list",
        "region=22&purpose=HMB&samples=a,b,c,d | more than 3 samples",
        "region=22&purpose=HMB&zzz=1 | known are compression, disease",
      })
  void eachMistakeIsToldByWhatIsWanted(String query, String told) {
    var problem = refused(() -> parse(fields(query)));

    assertThat(problem.status()).isEqualTo(400);
    assertThat(problem.detail()).contains(told);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "region=SECRET:9-1&purpose=HMB",
        "region={SECRET&purpose=HMB",
        "region=22&purpose=HMB&view=SECRET",
        "region=22&purpose=HMB&compression=SECRET",
        "region=22&purpose=HMB&limit=SECRET",
        "region=22&purpose=HMB&samples=SECRET,SECRET",
        "region=22&purpose=HMB&SECRET=1"
      })
  void whatWasSentIsNotRepeated(String query) {
    assertThat(refused(() -> parse(fields(query))).toJson().encode()).doesNotContain("SECRET");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "\"SECRET\"",
        "{",
        "{\"region\":\"22\",\"region\":\"21\",\"purpose\":\"HMB\"}",
        "{\"region\":\"22\",\"purpose\":\"HMB\"} {}",
        "{\"region\":\"22\",\"purpose\":[]}",
        "{\"region\":[],\"purpose\":\"HMB\"}",
        "{\"region\":\"22\",\"purpose\":\"HMB\",\"samples\":[]}",
        "{\"region\":\"22\",\"purpose\":[\"HMB\",\"GRU\"]}",
        "{\"region\":\"22\",\"purpose\":null}",
        "{\"region\":\"22\",\"purpose\":true}",
        "{\"region\":\"22\",\"purpose\":\"HMB\",\"limit\":1.5}",
        "{\"region\":\"22\",\"purpose\":\"HMB\",\"limit\":null}",
        "{\"region\":{\"SECRET\":1},\"purpose\":\"HMB\"}",
        "{\"region\":[[\"22\"]],\"purpose\":\"HMB\"}",
        "{\"region\":\"22\",\"purpose\":\"HMB\",\"SECRET\":1}"
      })
  void jsonThatIsNotExactlyAQuestionIsRefused(String body) {
    var problem = refused(() -> parse(VariantParameters.ofJson(body.getBytes(UTF_8))));

    assertThat(problem.status()).isEqualTo(400);
    assertThat(problem.toJson().encode()).doesNotContain("SECRET");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "purpose=ZZZ",
        "purpose=CARE",
        "purpose=DS",
        "purpose=DS&disease=zzz",
        "purpose=HMB&disease=MONDO:0004992"
      })
  void aPurposeThatConsentCannotBeMatchedWithIsNone(String query) {
    assertThat(VariantRequest.purpose(fields(query))).isEmpty();
  }
}
