package org.genogate.gateway.fhir;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.MultiMap;
import java.io.IOException;
import java.util.List;
import org.genogate.gateway.fhir.Question.Parsed;
import org.jspecify.annotations.Nullable;

/// Reads a question from a query string, a form, or a FHIR `Parameters` resource.
///
/// Spec: [Parameters](http://hl7.org/fhir/R4/parameters.html)
final class QuestionReader {

  /// A `Parameters` of ours nests four deep; anything much deeper is an attack on the parser.
  private static final int MAX_NESTING = 16;

  private static final List<String> VALUES = List.of("valueString", "valueCode", "valueId");

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_NESTING).build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private QuestionReader() {}

  /// @param parameters decoded, of a query string or of a form
  static Parsed fromPairs(MultiMap parameters) {
    var question = new Question.Builder();
    parameters.forEach(question::put);
    return question.build();
  }

  /// @param body UTF-8 JSON; a duplicate key or anything after the resource is refused
  static Parsed fromResource(byte[] body) {
    JsonNode resource;
    try {
      resource = JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return new Parsed.Malformed("no well-formed JSON" + place(e.getLocation()));
    } catch (IOException e) {
      throw new IllegalStateException("an array was not readable", e);
    }
    if (!"Parameters".equals(resource.path("resourceType").asText())) {
      return new Parsed.Malformed("another resource; a Parameters resource is wanted");
    }
    var question = new Question.Builder();
    resource.path("parameter").forEach(parameter -> put(question, parameter));
    return question.build();
  }

  /// The place alone: the parser's message may quote the body.
  private static String place(@Nullable JsonLocation location) {
    return location == null
        ? ""
        : " at line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
  }

  private static void put(Question.Builder question, JsonNode parameter) {
    var values = VALUES.stream().map(parameter::path).filter(JsonNode::isTextual).toList();
    if (values.size() == 1 && parameter.path("name").isTextual() && parameter.size() == 2) {
      question.put(parameter.path("name").asText(), values.getFirst().asText());
    } else {
      question.fail("a parameter has a name and one valueString, valueCode or valueId");
    }
  }
}
