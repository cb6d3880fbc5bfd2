package org.genogate.gateway.research;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.MultiMap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.genogate.gateway.http.Problem;
import org.genogate.gateway.http.ProblemException;

/// The parameters of a question, by name, whether they came in a URL, a form or a JSON object.
/// Unknown ones are refused: a restriction that is misspelt must not become no restriction.
record VariantParameters(Map<String, List<String>> values) {

  private static final Set<String> REPEATABLE = Set.of("region", "samples");
  private static final Set<String> KNOWN =
      Set.of("region", "view", "samples", "purpose", "disease", "compression", "limit");

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /// From the query of a URL, or a form.
  static VariantParameters of(MultiMap fields) {
    var values = new HashMap<String, List<String>>();
    for (var name : fields.names()) {
      put(values, name, fields.getAll(name));
    }
    return new VariantParameters(values);
  }

  /// From a JSON object with the same names; those that may be repeated are arrays.
  static VariantParameters ofJson(byte[] body) {
    JsonNode root;
    try {
      root = JSON.readTree(body);
    } catch (IOException e) {
      throw new ProblemException(
          Problem.malformed("the body is one JSON object in which no name occurs twice"), e);
    }
    if (root == null || !root.isObject()) {
      throw malformed("the body is a JSON object");
    }
    var values = new HashMap<String, List<String>>();
    root.properties().forEach(field -> put(values, field.getKey(), texts(field.getValue())));
    return new VariantParameters(values);
  }

  private static void put(Map<String, List<String>> values, String name, List<String> texts) {
    if (!KNOWN.contains(name)) {
      throw malformed("a parameter is not known; known are " + String.join(", ", sorted()));
    }
    if (texts.size() != 1 && !REPEATABLE.contains(name)) {
      throw malformed(name + " is given once");
    }
    if (texts.isEmpty()) {
      throw malformed(name + " is not empty; leave it out instead");
    }
    values.put(name, List.copyOf(texts));
  }

  private static List<String> texts(JsonNode value) {
    if (value.isArray()) {
      var texts = new ArrayList<String>();
      value.forEach(element -> texts.add(text(element)));
      return texts;
    }
    return List.of(text(value));
  }

  private static String text(JsonNode value) {
    if (!value.isTextual() && !value.isIntegralNumber()) {
      throw malformed("each value is a string, a whole number, or an array of strings");
    }
    return value.asText();
  }

  /// All values of `name`, empty if there is none.
  List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  /// The one value of `name`, or `ifAbsent`.
  String one(String name, String ifAbsent) {
    return values.getOrDefault(name, List.of(ifAbsent)).getFirst();
  }

  static ProblemException malformed(String wanted) {
    return new ProblemException(Problem.malformed(wanted));
  }

  private static List<String> sorted() {
    return KNOWN.stream().sorted().toList();
  }
}
