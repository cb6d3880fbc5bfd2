package org.genogate.gateway.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads a file of strict JSON: no name twice, nothing after its end, and every complaint says
/// where.
final class StrictFile {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private StrictFile() {}

  /// Makes a value of what the file holds.
  @FunctionalInterface
  interface Meaning<T> {
    T of(Place root) throws ConfigException;
  }

  /// As [#read], of what came otherwise.
  static <T> T parse(String json, Meaning<T> meaning) throws ConfigException {
    try {
      return meaning.of(new Place("", JSON.readTree(json)));
    } catch (JsonProcessingException e) {
      throw new ConfigException("not the JSON that is wanted: " + e.getOriginalMessage(), e);
    }
  }

  static <T> T read(Path file, Meaning<T> meaning) throws ConfigException {
    try {
      return meaning.of(new Place("", JSON.readTree(Files.readString(file))));
    } catch (JsonProcessingException e) {
      throw new ConfigException(
          "%s:%d: %s".formatted(file, e.getLocation().getLineNr(), e.getOriginalMessage()), e);
    } catch (IOException e) {
      throw new ConfigException("cannot read " + file, e);
    } catch (ConfigException e) {
      throw new ConfigException(file + ": " + e.getMessage(), e);
    }
  }
}
