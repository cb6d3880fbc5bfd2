package org.genogate.gateway.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import org.genogate.gateway.access.PatientDesk.Terms;
import org.genogate.gateway.http.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsentRequestTest {

  @Test
  void theShortestRequestAllowsEverywhereForEverybodyFromNow() {
    assertThat(parse("{\"kind\":\"grant\",\"use\":\"GRU\"}"))
        .isEqualTo(
            new ConsentRequest(
                ConsentRequest.Kind.GRANT,
                new Terms("GRU", "", "anyone", Set.of(), Example.NOW, Instant.MAX, Set.of())));
  }

  @Test
  void everyFieldIsHeeded() {
    assertThat(
            parse(
                """
                {"kind": "denial", "use": "DS", "disease": "MONDO:0007254",
                 "grantee": "organisation:north", "datasets": ["cohort"], "withheld": ["BRCA"],
                 "from": "2027-01-01T00:00:00Z", "until": "2028-01-01T00:00:00.1239Z"}
                """))
        .isEqualTo(
            new ConsentRequest(
                ConsentRequest.Kind.DENIAL,
                new Terms(
                    "DS",
                    "MONDO:0007254",
                    "organisation:north",
                    Set.of("cohort"),
                    Instant.parse("2027-01-01T00:00:00Z"),
                    Instant.parse("2028-01-01T00:00:00.123Z"),
                    Set.of("BRCA"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "null",
        "{\"kind\":\"grant\",\"use\":\"GRU\"} {}",
        "{\"kind\":\"grant\",\"use\":\"GRU\",\"use\":\"HMB\"}",
        "{\"kind\":\"grant\",\"use\":\"GRU\",\"witheld\":[\"BRCA\"]}",
        "{\"use\":\"GRU\"}",
        "{\"kind\":\"GRANT\",\"use\":\"GRU\"}",
        "{\"kind\":\"grant\",\"use\":\"POA\"}",
        "{\"kind\":\"grant\",\"use\":7}",
        "{\"kind\":\"grant\",\"use\":null}",
        "{\"kind\":\"grant\",\"use\":\"DS\"}",
        "{\"kind\":\"grant\",\"use\":\"DS\",\"disease\":\"breast cancer\"}",
        "{\"kind\":\"grant\",\"use\":\"GRU\",\"disease\":\"MONDO:0007254\"}",
        "{\"kind\":\"grant\",\"use\":\"GRU\",\"grantee\":\"organisation:elsewhere\"}",
        "{\"kind\":\"grant\",\"use\":\"GRU\",\"grantee\":\"everyone\"}",
        "{\"kind\":\"grant\",\"use\":\"GRU\",\"datasets\":[\"unknown\"]}",
        "{\"kind\":\"grant\",\"use\":\"GRU\",\"datasets\":\"cohort\"}",
        "{\"kind\":\"grant\",\"use\":\"GRU\",\"withheld\":[\"BRCA\",\"BRCA\"]}",
        "{\"kind\":\"grant\",\"use\":\"GRU\",\"withheld\":[\"TP53\"]}",
        "{\"kind\":\"grant\",\"use\":\"GRU\",\"until\":\"tomorrow\"}",
        "{\"kind\":\"grant\",\"use\":\"GRU\",\"until\":\"2020-01-01T00:00:00Z\"}"
      })
  void whatIsNotExactlyAskedForIsRefused(String body) {
    assertThatThrownBy(() -> parse(body))
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused -> assertThat(refused.problem().status()).isEqualTo(400));
  }

  private static ConsentRequest parse(String body) {
    return ConsentRequest.parse(
        body.getBytes(StandardCharsets.UTF_8), Example.NOW, Example.SETTINGS);
  }
}
