package org.genogate.gateway.release;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Set;
import org.genogate.gateway.access.Gate;
import org.genogate.ledger.duo.Purpose;
import org.genogate.ledger.release.ReleaseTerms;

/// A JSON object in which every field is known. All that is wrong with it comes out as an
/// [IllegalArgumentException] that says what is wanted, and repeats nothing of it.
record Fields(JsonNode object) {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  static Fields read(byte[] json, Set<String> known) {
    try {
      return of(JSON.readTree(json), "the document", known);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "the document is one JSON object in which no name occurs twice", e);
    }
  }

  private static Fields of(JsonNode node, String what, Set<String> known) {
    if (node == null || !node.isObject()) {
      throw new IllegalArgumentException(what + " is a JSON object");
    }
    for (var names = node.fieldNames(); names.hasNext(); ) {
      if (!known.contains(names.next())) {
        throw new IllegalArgumentException(
            "%s has a field that is not known; known: %s"
                .formatted(what, String.join(", ", known.stream().sorted().toList())));
      }
    }
    return new Fields(node);
  }

  Fields object(String field, Set<String> known) {
    return of(object.path(field), field, known);
  }

  String text(String field) {
    var value = object.path(field);
    if (!value.isTextual()) {
      throw new IllegalArgumentException(field + " is a string");
    }
    return value.textValue();
  }

  byte[] base64(String field) {
    try {
      return Base64.getDecoder().decode(text(field));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(field + " is a string of base64", e);
    }
  }

  /// Empty if it is absent; at most as many as terms have.
  Set<String> texts(String field) {
    var texts = new LinkedHashSet<String>();
    if (!object.has(field)) {
      return texts;
    }
    var array = object.path(field);
    boolean fits = array.isArray() && array.size() >= 1 && array.size() <= ReleaseTerms.MOST;
    if (fits) {
      for (JsonNode each : array) {
        fits = fits && each.isTextual() && texts.add(each.textValue());
      }
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "%s is an array of 1 to %d strings, none of them twice"
              .formatted(field, ReleaseTerms.MOST));
    }
    return texts;
  }

  /// Each as people read it, such as `DS MONDO:0007254`.
  Set<Purpose> purposes(String field) {
    var purposes = new LinkedHashSet<Purpose>();
    for (var text : texts(field)) {
      var parts = text.split(" ", 2);
      purposes.add(
          Purpose.parse(parts[0], parts.length > 1 ? parts[1] : "")
              .orElseThrow(() ->
                  new IllegalArgumentException(
                      "a purpose is GRU, HMB, or DS and a term such as MONDO:0007254")));
    }
    return purposes;
  }

  /// [Instant#MAX] if it is absent.
  Instant until() {
    if (!object.has("until")) {
      return Instant.MAX;
    }
    try {
      return Instant.parse(text("until"));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("until is an instant such as 2027-11-24T00:00:00Z", e);
    }
  }

  /// What [#purposes] reads.
  static String text(Purpose purpose) {
    return Gate.text(purpose);
  }
}
