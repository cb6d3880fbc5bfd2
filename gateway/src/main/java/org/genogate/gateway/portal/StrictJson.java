package org.genogate.gateway.portal;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.Set;
import org.genogate.gateway.http.Problem;
import org.genogate.gateway.http.ProblemException;

/// Reads a request's JSON and refuses whatever is not exactly asked for. What was sent is never
/// repeated in a problem.
final class StrictJson {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private StrictJson() {}

  /// @param known every field that may occur
  static JsonNode object(byte[] body, Set<String> known) {
    JsonNode root;
    try {
      root = MAPPER.readTree(body);
    } catch (IOException e) {
      throw new ProblemException(
          Problem.malformed("the body is one JSON object in which no name occurs twice"), e);
    }
    if (root == null || !root.isObject()) {
      throw malformed("the body is a JSON object");
    }
    for (var names = root.fieldNames(); names.hasNext(); ) {
      if (!known.contains(names.next())) {
        throw malformed("the body has a field that is not known; known: " + sorted(known));
      }
    }
    return root;
  }

  static String text(JsonNode object, String field) {
    if (!object.has(field)) {
      throw malformed(field + " is missing");
    }
    return text(object, field, "");
  }

  static String text(JsonNode object, String field, String ifAbsent) {
    JsonNode value = object.get(field);
    if (value == null) {
      return ifAbsent;
    }
    if (!value.isTextual()) {
      throw malformed(field + " is a string");
    }
    return value.textValue();
  }

  static Instant instant(JsonNode object, String field, Instant ifAbsent) {
    if (!object.has(field)) {
      return ifAbsent;
    }
    try {
      return Instant.parse(text(object, field)).truncatedTo(ChronoUnit.MILLIS);
    } catch (DateTimeParseException e) {
      throw new ProblemException(
          Problem.malformed(field + " is an instant such as 2026-11-24T11:42:00Z"), e);
    }
  }

  static Set<String> texts(JsonNode object, String field) {
    var texts = new LinkedHashSet<String>();
    JsonNode array = object.get(field);
    if (array == null) {
      return texts;
    }
    if (!array.isArray()) {
      throw malformed(field + " is an array of strings");
    }
    for (JsonNode element : array) {
      if (!element.isTextual() || !texts.add(element.textValue())) {
        throw malformed(field + " is an array of strings, none of them twice");
      }
    }
    return texts;
  }

  static ProblemException malformed(String wanted) {
    return new ProblemException(Problem.malformed(wanted));
  }

  private static String sorted(Set<String> names) {
    return names.isEmpty() ? "none" : String.join(", ", names.stream().sorted().toList());
  }
}
