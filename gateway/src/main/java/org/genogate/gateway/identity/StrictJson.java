package org.genogate.gateway.identity;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Reads one JSON object in which no name occurs twice and after which nothing follows.
///
/// Two readers of an object with a repeated name may see two different objects, so a token like
/// that says nothing certain.
final class StrictJson {

  private static final int DEEPEST = 8;
  private static final int LONGEST_NUMBER = 32;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxNumberLength(LONGEST_NUMBER)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private StrictJson() {}

  static JsonNode object(byte[] bytes) throws MalformedJsonException {
    try {
      // As text, since Jackson guesses UTF-16 and UTF-32 from bytes.
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      var node = MAPPER.readTree(text);
      if (!node.isObject()) {
        throw new MalformedJsonException(false);
      }
      return node;
    } catch (JsonProcessingException e) {
      // Jackson has no exception type of its own for this.
      throw new MalformedJsonException(e.getOriginalMessage().startsWith("Duplicate"));
    } catch (CharacterCodingException e) {
      throw new MalformedJsonException(false);
    }
  }

  /// Not one JSON object. Holds nothing of what was read.
  static final class MalformedJsonException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean duplicate;

    MalformedJsonException(boolean duplicate) {
      super(duplicate ? "a name occurs twice" : "not one JSON object");
      this.duplicate = duplicate;
    }

    boolean isDuplicate() {
      return duplicate;
    }
  }
}
