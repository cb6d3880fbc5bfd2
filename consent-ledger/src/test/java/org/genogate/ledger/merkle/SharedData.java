package org.genogate.ledger.merkle;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/// Published vectors that lie beside the project, not in it.
public final class SharedData {

  private SharedData() {}

  /// `path` below the shared data; skips the test where there is none.
  public static Path find(String path) {
    var found = Path.of("shared", "data", path);
    for (var up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
      var candidate = up.resolve("shared").resolve("data").resolve(path);
      if (Files.exists(candidate)) {
        return candidate;
      }
    }
    assumeTrue(false, "no ../shared/data/" + path + ": published vectors not checked");
    return found;
  }
}
