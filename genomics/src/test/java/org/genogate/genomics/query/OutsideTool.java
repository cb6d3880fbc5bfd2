package org.genogate.genomics.query;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/// Programs of others that tests compare with.
///
/// A test whose tool is missing is skipped with one line, unless `GENOGATE_OUTSIDE=required`.
final class OutsideTool {
  private OutsideTool() {}

  /// Skips the running test, or fails it, unless `check` ends well.
  ///
  /// @param wanted what to install
  static void require(String wanted, String... check) {
    if (!works(check)) {
      absent(wanted);
    }
  }

  /// A file of the test data that lies beside the project.
  static Path shared(String name) {
    Path here = Path.of("").toAbsolutePath();
    Path found =
        Stream.iterate(here, folder -> folder.getParent() != null, Path::getParent)
            .map(folder -> folder.resolveSibling("shared").resolve("data").resolve(name))
            .filter(Files::exists)
            .findFirst()
            .orElse(here);
    Assumptions.assumeTrue(!found.equals(here), "skipped: no test data at ../shared/data/" + name);
    return found;
  }

  /// Runs a program to its end; what it prints goes to `output`.
  static Path run(Path output, List<String> command) throws IOException, InterruptedException {
    Path errors = Path.of(output + ".err");
    int code =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start()
            .waitFor();
    Assertions.assertEquals(0, code, () -> String.join(" ", command) + ": " + text(errors));
    return output;
  }

  private static boolean works(String... command) {
    try {
      return new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void absent(String wanted) {
    if ("required".equals(System.getenv("GENOGATE_OUTSIDE"))) {
      Assertions.fail("GENOGATE_OUTSIDE=required, but not found: " + wanted);
    }
    Assumptions.abort("skipped: install " + wanted);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
