package org.genogate.gateway.fhir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// Texts that come with the program, under `/fhir`.
final class PackagedText {

  private PackagedText() {}

  static String read(String name) {
    try (var stream = PackagedText.class.getResourceAsStream("/fhir/" + name)) {
      if (stream == null) {
        throw new IllegalStateException("the program lacks its own file fhir/" + name);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("fhir/" + name + " cannot be read", e);
    }
  }
}
