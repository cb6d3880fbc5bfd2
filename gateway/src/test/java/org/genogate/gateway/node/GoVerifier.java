package org.genogate.gateway.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// The project's Go verifier, built with Debian's Go and its checksum-database packages.
final class GoVerifier {

  private static final Path GO = Path.of("/usr/bin/go");
  private static final Path GO_SOURCES = Path.of("/usr/share/gocode");

  private final Path folder;

  private GoVerifier(Path folder) {
    this.folder = folder;
  }

  /// What it said, and whether it was content.
  record Verdict(int exitCode, String output) {}

  /// Skips the running test where Debian's Go is missing, unless `GENOGATE_OUTSIDE=required`.
  ///
  /// @param folder for what is built
  static GoVerifier build(Path folder) throws IOException, InterruptedException {
    boolean found =
        Files.exists(GO) && Files.exists(GO_SOURCES.resolve("src/golang.org/x/mod/sumdb/tlog"));
    Assumptions.assumeTrue(
        found || "required".equals(System.getenv("GENOGATE_OUTSIDE")),
        "no Go: install the packages golang-go and golang-golang-x-mod-dev");
    var verifier = new GoVerifier(folder);
    var built =
        verifier.run(sources(), List.of(GO.toString(), "build", "-o", program(folder), "."));
    if (built.exitCode() != 0) {
      throw new IOException("the Go verifier does not build: " + built.output());
    }
    return verifier;
  }

  Verdict verify(String vkey, String token, String ledger)
      throws IOException, InterruptedException {
    return run(folder, List.of(program(folder), "-vkey", vkey, "-token", token, ledger));
  }

  private Verdict run(Path where, List<String> command) throws IOException, InterruptedException {
    var builder = new ProcessBuilder(command).directory(where.toFile()).redirectErrorStream(true);
    builder.environment().put("GO111MODULE", "off");
    builder.environment().put("GOPATH", GO_SOURCES.toString());
    builder.environment().put("GOCACHE", folder.resolve("cache").toString());
    builder.environment().put("GOFLAGS", "");
    var process = builder.start();
    try (var output = process.inputReader(UTF_8)) {
      var text = String.join("\n", output.lines().toList());
      return new Verdict(process.waitFor(), text);
    }
  }

  private static String program(Path folder) {
    return folder.resolve("ledgerverify").toString();
  }

  private static Path sources() {
    return Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
        .map(at -> at.resolve("consent-ledger/src/verifier/go/ledgerverify"))
        .filter(Files::isDirectory)
        .findFirst()
        .orElseThrow();
  }
}
