package org.genogate.gateway.fhir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import org.genogate.gateway.fhir.Question.Parsed;
import org.junit.jupiter.api.Test;

class QuestionReaderTest {

  private static final Parsed UNDERSTOOD =
      new Parsed.Understood(new Question("P-4417", "clopidogrel"));

  @Test
  void pairsAndResourcesAskTheSame() {
    var pairs =
        MultiMap.caseInsensitiveMultiMap().add("subject", "P-4417").add("panel", "clopidogrel");

    assertThat(QuestionReader.fromPairs(pairs)).isEqualTo(UNDERSTOOD);
    assertThat(
            resource(
                """
                {"name":"subject","valueString":"P-4417"},{"name":"panel","valueCode":"clopidogrel"}
                """))
        .isEqualTo(UNDERSTOOD);
  }

  @Test
  void bothParametersAreWantedOnceEach() {
    assertThat(resource("{\"name\":\"subject\",\"valueString\":\"P-4417\"}"))
        .isEqualTo(malformed("no panel; subject and panel are required"));
    assertThat(
            resource(
                """
                {"name":"subject","valueString":"P-1"},{"name":"subject","valueString":"P-2"}
                """))
        .isEqualTo(malformed("two values of subject; one is allowed"));
    assertThat(resource("{\"name\":\"subject\",\"valueString\":\" \"}"))
        .isEqualTo(malformed("an empty subject"));
  }

  @Test
  void anUnknownParameterIsNotPassedOver() {
    assertThat(resource("{\"name\":\"ranges\",\"valueString\":\"1:5-9\"}"))
        .isEqualTo(malformed("an unknown parameter; subject and panel are known"));
  }

  @Test
  void aParameterHasOneTextValueAndNothingElse() {
    var reason = "a parameter has a name and one valueString, valueCode or valueId";

    assertThat(resource("{\"name\":\"subject\",\"valueInteger\":1}")).isEqualTo(malformed(reason));
    assertThat(resource("{\"name\":\"subject\",\"valueString\":\"P\",\"valueId\":\"Q\"}"))
        .isEqualTo(malformed(reason));
    assertThat(resource("7")).isEqualTo(malformed(reason));
  }

  @Test
  void aDuplicateKeyIsRefused() {
    assertThat(resource("{\"name\":\"subject\",\"valueString\":\"P-1\",\"valueString\":\"P-2\"}"))
        .isInstanceOf(Parsed.Malformed.class);
  }

  @Test
  void deepNestingIsRefused() {
    assertThat(read("[".repeat(100_000))).isInstanceOf(Parsed.Malformed.class);
  }

  @Test
  void anythingButOneParametersResourceIsRefused() {
    assertThat(read("{\"resourceType\":\"Patient\"}"))
        .isEqualTo(malformed("another resource; a Parameters resource is wanted"));
    assertThat(read("")).isInstanceOf(Parsed.Malformed.class);
    assertThat(read("{\"resourceType\":\"Parameters\"} {}")).isInstanceOf(Parsed.Malformed.class);
  }

  @Test
  void aFaultNeverQuotesWhatWasSent() {
    var fault = read("{\"resourceType\":\"Parameters\",\"parameter\":[{\"P-4417\"]}");

    assertThat(fault.toString()).doesNotContain("P-4417").contains("line 1, column");
  }

  @Test
  void aNameOfControlCharactersOrWithoutEndIsRefused() {
    var reason = "a subject is at most 128 printable characters";

    assertThat(resource("{\"name\":\"subject\",\"valueString\":\"P\\n1\"}"))
        .isEqualTo(malformed(reason));
    assertThat(resource("{\"name\":\"subject\",\"valueString\":\"" + "P".repeat(129) + "\"}"))
        .isEqualTo(malformed(reason));
  }

  private static Parsed malformed(String reason) {
    return new Parsed.Malformed(reason);
  }

  private static Parsed resource(String parameters) {
    return read("{\"resourceType\":\"Parameters\",\"parameter\":[" + parameters + "]}");
  }

  private static Parsed read(String json) {
    return QuestionReader.fromResource(json.getBytes(UTF_8));
  }
}
