package org.genogate.ledger.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import org.genogate.ledger.checkpoint.Policy;
import org.genogate.ledger.checkpoint.SignedNote;
import org.genogate.ledger.checkpoint.VerifierKey;
import org.genogate.ledger.key.MlDsaSigningKey;
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
    return verify(log().toString(), directory.resolve("tiles"));
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

  private static SigningKey witness(int number) {
    var seed = new byte[32];
    seed[0] = (byte) number;
    return SigningKey.ofSeed(seed);
  }

  private static String nameOf(int witness) {
    return ORIGIN + "/validator/v" + witness;
  }

  /// Three of four witnesses, each with a post-quantum key that the verifier passes over.
  private String threeOfFour() {
    var witnesses = new LinkedHashMap<String, VerifierKey>();
    for (int i = 1; i <= 4; i++) {
      var key = new VerifierKey(nameOf(i), VerifierKey.Kind.COSIGNER, witness(i).publicKey());
      var pq = new VerifierKey(nameOf(i), VerifierKey.Kind.PQ_COSIGNER, pq(i).publicKey());
      witnesses.put("v" + i, key);
      witnesses.put("v" + i + ".pq", pq);
    }
    return Policy.textOf(log(), witnesses, 3);
  }

  private static MlDsaSigningKey pq(int number) {
    var seed = new byte[32];
    seed[1] = (byte) number;
    return MlDsaSigningKey.ofSeed(seed);
  }

  private void cosign(String file, int... numbers) throws Exception {
    var path = directory.resolve("tiles").resolve(file);
    var note = SignedNote.parse(Files.readAllBytes(path));
    for (int number : numbers) {
      var time = Instant.ofEpochSecond(1_767_225_600 + number);
      note = note.cosign(nameOf(number), witness(number), time);
      note = note.cosign(nameOf(number), pq(number), time);
    }
    Files.write(path, note.toBytes());
  }

  private Verdict verifyUnder(String policy, Path tiles) throws Exception {
    var file = Files.writeString(directory.resolve("policy"), policy);
    var program = built.resolve("verify").toString();
    return run(List.of(program, "-policy", file.toString(), tiles.toString()), directory);
  }

  private Verdict verifyUnder(String policy) throws Exception {
    return verifyUnder(policy, directory.resolve("tiles"));
  }

  @Test
  void aQuorumOfCosignaturesIsAccepted() throws Exception {
    writeLog();
    cosign("checkpoints/101", 1, 2);
    cosign("checkpoint", 1, 2, 4);

    assertThat(verifyUnder(threeOfFour()))
        .isEqualTo(
            new Verdict(
                0,
                "ok: ledger.example.org/go, 606 leaves included, "
                    + "6 checkpoints consistent, 606 entries compared"));
  }

  @Test
  void tooFewCosignaturesAreRefused() throws Exception {
    writeLog();
    assertThat(verifyUnder(threeOfFour())).isEqualTo(notFinal());

    cosign("checkpoint", 1, 2);
    assertThat(verifyUnder(threeOfFour())).isEqualTo(notFinal());

    // A signature given twice is one, and a stranger's is none.
    cosign("checkpoint", 2, 7);
    assertThat(verifyUnder(threeOfFour())).isEqualTo(notFinal());

    cosign("checkpoint", 3);
    assertThat(verifyUnder(threeOfFour()).exitCode()).isZero();
  }

  private static Verdict notFinal() {
    return new Verdict(1, "fault: the newest checkpoint lacks witnesses for the quorum");
  }

  @Test
  void aForgedCosignatureIsRefused() throws Exception {
    writeLog();
    cosign("checkpoint", 1, 2, 3, 4);
    var path = directory.resolve("tiles/checkpoint");
    var note = SignedNote.parse(Files.readAllBytes(path));
    var lines = new ArrayList<>(note.lines());
    var bytes = Base64.getDecoder().decode(lines.get(1).base64());
    bytes[20] ^= 1;
    lines.set(
        1, new SignedNote.Line(lines.get(1).name(), Base64.getEncoder().encodeToString(bytes)));
    Files.write(path, new SignedNote(note.text(), lines).toBytes());

    assertThat(verifyUnder(threeOfFour()).exitCode()).isEqualTo(1);
  }

  @Test
  void cosignaturesWithoutTheLogsOwnAreRefused() throws Exception {
    writeLog();
    cosign("checkpoint", 1, 2, 3);
    var path = directory.resolve("tiles/checkpoint");
    var note = SignedNote.parse(Files.readAllBytes(path));
    var bare = note.lines().subList(1, note.lines().size());
    Files.write(path, new SignedNote(note.text(), bare).toBytes());

    assertThat(verifyUnder(threeOfFour()))
        .isEqualTo(new Verdict(1, "fault: checkpoint: not signed by " + ORIGIN));
  }

  @Test
  void oneKeyUnderTwoNamesIsRefused() throws Exception {
    writeLog();
    var policy = threeOfFour().replace(nameOf(2), nameOf(1));
    var one = new VerifierKey(nameOf(1), VerifierKey.Kind.COSIGNER, witness(1).publicKey());
    var again = "log %s\nwitness a %s\nwitness b %s\nquorum a\n".formatted(log(), one, one);

    assertThat(verifyUnder(policy).exitCode()).isEqualTo(2);
    assertThat(verifyUnder(again))
        .isEqualTo(new Verdict(2, "policy: policy line 3: one key has two names"));
  }

  private static VerifierKey log() {
    return new VerifierKey(ORIGIN, VerifierKey.Kind.LOG, KEY.publicKey());
  }

  @Test
  void theGoldenLogIsAcceptedWithItsWitness() throws Exception {
    var policy =
        """
        log ledger.example.org/consent-test+9d2e82fd+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4
        witness a hospital-a.example.org/witness+ac620e35+BCVDuS/xCVURR2rcg2nbbdyTNmWhGXjdoUBO4QZsqVWd
        group final all a
        quorum final
        """;

    assertThat(verifyUnder(policy, SharedData.find("tlog-golden")).exitCode()).isZero();
  }
}
