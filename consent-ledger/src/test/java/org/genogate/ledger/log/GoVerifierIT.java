package org.genogate.ledger.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.genogate.ledger.checkpoint.VerifierKey;
import org.genogate.ledger.key.SigningKey;
import org.genogate.ledger.merkle.SharedData;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The Go verifier, built on Debian's own Go and its checksum-database packages, judges our logs.
class GoVerifierIT {

  private static final Path GO = Path.of("/usr/bin/go");
  private static final Path GO_SOURCES = Path.of("/usr/share/gocode");
  private static final String ORIGIN = "ledger.example.org/go";
  private static final SigningKey KEY = SigningKey.ofSeed(new byte[32]);

  @TempDir static Path built;
  @TempDir Path directory;

  private record Verdict(int exitCode, String output) {}

  @BeforeAll
  static void build() throws Exception {
    boolean found =
        Files.exists(GO) && Files.exists(GO_SOURCES.resolve("src/golang.org/x/mod/sumdb/tlog"));
    if (!"required".equals(System.getenv("GENOGATE_OUTSIDE"))) {
      assumeTrue(found, "no Debian package golang-go with golang-golang-x-mod-dev");
    }
    var command = List.of(GO.toString(), "build", "-o", built.resolve("verify").toString(), ".");
    var verdict = run(command, Path.of("src/verifier/go/ledgerverify").toAbsolutePath());
    assertThat(verdict).isEqualTo(new Verdict(0, ""));
  }

  private static Verdict run(List<String> command, Path where)
      throws IOException, InterruptedException {
    var builder = new ProcessBuilder(command).directory(where.toFile()).redirectErrorStream(true);
    builder.environment().put("GO111MODULE", "off");
    builder.environment().put("GOPATH", GO_SOURCES.toString());
    builder.environment().put("GOCACHE", built.resolve("cache").toString());
    builder.environment().put("GOFLAGS", "");
    var process = builder.start();
    try (var output = process.inputReader(UTF_8)) {
      var text = String.join("\n", output.lines().toList());
      return new Verdict(process.waitFor(), text);
    }
  }

  private Verdict verify(String vkey, Path tiles) throws Exception {
    var program = built.resolve("verify").toString();
    return run(List.of(program, "-vkey", vkey, tiles.toString()), directory);
  }

  private Verdict verifyOurs() throws Exception {
    var key = new VerifierKey(ORIGIN, VerifierKey.Kind.LOG, KEY.publicKey());
    return verify(key.toString(), directory.resolve("tiles"));
  }

  private void writeLog() throws Exception {
    var settings = new LogSettings(directory, ORIGIN, KEY, 1 << 20, Duration.ofHours(1), 65_536);
    try (var log = TestLogs.started(settings, new OpaqueRules())) {
      for (int round = 0; round < 6; round++) {
        for (int i = 0; i < 100; i++) {
          var entry = "round %d entry %d".formatted(round, i).getBytes(UTF_8);
          var _ = log.appender().append(new Draft(entry, new byte[0])).get();
        }
        var _ = log.seal().get();
      }
    }
  }

  private void damage(String file) throws IOException {
    var path = directory.resolve("tiles").resolve(file);
    byte[] bytes = Files.readAllBytes(path);
    bytes[bytes.length / 2] ^= 1;
    Files.write(path, bytes);
  }

  @Test
  void theGoldenLogIsAccepted() throws Exception {
    var vkey =
        "ledger.example.org/consent-test+9d2e82fd+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4";

    assertThat(verify(vkey, SharedData.find("tlog-golden")))
        .isEqualTo(
            new Verdict(
                0,
                "ok: ledger.example.org/consent-test, 300 leaves included, "
                    + "1 checkpoints consistent, 300 entries compared"));
  }

  @Test
  void aLogOfOursIsAccepted() throws Exception {
    writeLog();

    assertThat(verifyOurs())
        .isEqualTo(
            new Verdict(
                0,
                "ok: ledger.example.org/go, 606 leaves included, "
                    + "6 checkpoints consistent, 606 entries compared"));
  }

  @Test
  void damageIsFoundWhereverItIs() throws Exception {
    writeLog();
    for (String file :
        List.of(
            "checkpoint",
            "checkpoints/101",
            "tile/0/000",
            "tile/0/002.p/94",
            "tile/1/000.p/2",
            "tile/entries/001",
            "tile/entries/002.p/94")) {
      damage(file);

      assertThat(verifyOurs().exitCode()).as(file).isEqualTo(1);
      damage(file);
    }
  }
}
