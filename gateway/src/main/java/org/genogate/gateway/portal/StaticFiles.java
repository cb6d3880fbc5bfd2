package org.genogate.gateway.portal;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The sheet, the two small scripts and the typeface, read once from the program itself.
final class StaticFiles {

  private static final Map<String, String> TYPES =
      Map.of(
          "portal.css", "text/css; charset=utf-8",
          "sign-in.js", "text/javascript; charset=utf-8",
          "local-time.js", "text/javascript; charset=utf-8",
          "icon.svg", "image/svg+xml",
          "inter-latin.woff2", "font/woff2");

  private final Map<String, Reply> byName;

  private StaticFiles(Map<String, Reply> byName) {
    this.byName = Map.copyOf(byName);
  }

  static StaticFiles load() {
    var files = new LinkedHashMap<String, Reply>();
    TYPES.forEach((name, type) -> files.put(name, file(name, type)));
    return new StaticFiles(files);
  }

  Optional<Reply> file(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /// An hour: the same for everybody, and a new version is seen the same day.
  private static Reply file(String name, String type) {
    return new Reply(
        200,
        Map.of("Content-Type", type, "Cache-Control", "public, max-age=3600"),
        Buffer.buffer(bytes(name)));
  }

  private static byte[] bytes(String name) {
    try (var in = StaticFiles.class.getResourceAsStream("/portal/" + name)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its file " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the program's file " + name, e);
    }
  }
}
