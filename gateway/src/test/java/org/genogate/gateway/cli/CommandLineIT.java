package org.genogate.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.genogate.gateway.identity.Caller;
import org.genogate.gateway.node.DataFolder;
import org.genogate.gateway.node.TestGateway;
import org.genogate.genomics.synthetic.CohortGenerator;
import org.genogate.genomics.synthetic.CohortSettings;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The commands as a person at a terminal uses them.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommandLineIT {

  private static final Pattern CONSENT = Pattern.compile("(?m)^grant ([0-9a-f]{32}) recorded at");
  private static final String VCF_HEAD =
      """
      ##fileformat=VCFv4.2
      ##contig=<ID=22,length=50818468>
      ##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
      #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tann\tbob
      """;

  private Path folder = Path.of("");
  private Path vcf = Path.of("");

  @BeforeAll
  void makeCohort(@TempDir Path empty) throws Exception {
    folder = empty;
    vcf = folder.resolve("cohort.vcf.gz");
    CohortGenerator.writeCompressed(CohortSettings.tidy(5, 50, 1), vcf);
  }

  private static String sample(int index) {
    return CohortGenerator.sampleName(index);
  }

  private Path newData(String name) {
    var data = folder.resolve(name);
    assertThat(
            Terminal.run("ingest", "--data", data, "--dataset", TestGateway.DATASET, vcf)
                .exitCode())
        .isZero();
    return data;
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static void assertMistake(Terminal terminal, String... said) {
    assertThat(terminal.err()).contains(said);
    assertThat(terminal.err().lines()).hasSize(1);
    assertThat(terminal.err()).startsWith("genogate: ");
    assertThat(terminal.out()).isEmpty();
    assertThat(terminal.exitCode()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "demo",
        "serve",
        "ingest",
        "query",
        "consent",
        "consent grant",
        "consent deny",
        "consent revoke",
        "consent erase",
        "consent list",
        "log",
        "log init",
        "log show",
        "log prove",
        "release",
        "release request",
        "release list",
        "release show",
        "release approve",
        "release submit",
        "release enroll",
        "release key",
        "release endorse",
        "verify"
      })
  void eachCommandExplainsItself(String command) {
    var words = (command + " --help").strip().split(" ");

    var terminal = Terminal.run((Object[]) words);

    assertThat(terminal.exitCode()).isZero();
    assertThat(terminal.out()).startsWith("Usage: genogate").contains(command);
    assertThat(terminal.err()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'', say what to do",
    "consent, say which",
    "log, say which",
    "release, say which",
    "frobnicate, frobnicate",
    "serve, --data",
    "ingest --data x, --dataset",
    "serve --data x --port many, --port",
    "query --url nowhere --token-file t --dataset d --region 22 --purpose HMB, http://",
    "query --url ftp://h/ --token-file t --dataset d --region 22 --purpose HMB, http://",
    "verify --url http://127.0.0.1:9/, --vkey",
    "verify --url http://127.0.0.1:9/ --vkey nonsense, verifier key",
  })
  void aCommandThatCannotBeUnderstoodCostsOneLine(String command, String said) {
    Object[] words = command.isEmpty() ? new Object[0] : command.split(" ");

    assertMistake(Terminal.run(words), said);
  }

  @Test
  void aMissingFileIsNamedAndMakesNothing() {
    var data = folder.resolve("nothing-made");

    assertMistake(
        Terminal.run("ingest", "--data", data, "--dataset", "d", folder.resolve("absent.vcf")),
        "absent.vcf");
    assertThat(data).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"consent list --person p", "log show", "log prove 0", "verify"})
  void aFolderThatIsNoDataFolderIsLeftAsItIs(String command) throws IOException {
    var empty = Files.createDirectories(folder.resolve("empty"));

    var terminal = Terminal.run((Object[]) (command + " --data " + empty).split(" "));

    assertMistake(terminal, "no data folder at");
    assertThat(empty).isEmptyDirectory();
  }

  @Test
  void aFileWhereTheDataFolderShouldBeIsSaid() throws IOException {
    var file = file("not-a-folder", "");

    assertMistake(Terminal.run("ingest", "--data", file, "--dataset", "d", vcf), "is not a folder");
    assertMistake(Terminal.run("serve", "--data", file, "--port", 0), "is not a folder");
  }

  @Test
  void aDatasetNameThatCannotBeIsRefused() {
    assertMistake(
        Terminal.run("ingest", "--data", folder.resolve("names"), "--dataset", "Not Good", vcf),
        "lower-case letters, digits and hyphens");
  }

  @Test
  void aDamagedVcfIsRefusedWithItsLine() throws IOException {
    var damaged =
        file("damaged.vcf", VCF_HEAD + "22\t100\t.\tA\tC\t.\tPASS\t.\tGT\t0/1\t1/1\n22\tx\t.\tA\n");
    var data = folder.resolve("damaged");

    assertMistake(Terminal.run("ingest", "--data", data, "--dataset", "d", damaged), "line 6");
    assertThat(data.resolve("datasets")).isEmptyDirectory();
  }

  @Test
  void aDamagedPeopleFileIsRefusedWithItsLine() throws IOException {
    var people = file("people.csv", "person,sample\nann,%s\nbob\n".formatted(sample(0)));

    assertMistake(
        Terminal.run(
            "ingest",
            "--data",
            folder.resolve("damaged-people"),
            "--dataset",
            "d",
            "--people",
            people,
            vcf),
        "line 3 of the people file");
  }

  @Test
  void anUnknownPersonIsToldAsSuch() {
    var data = newData("unknown-person");

    assertMistake(
        Terminal.run("consent", "grant", "--data", data, "--person", "Nobody", "--use", "HMB"),
        "nobody of that name");
    assertMistake(
        Terminal.run("consent", "list", "--data", data, "--person", "Nobody"),
        "nobody of that name");
  }

  @Test
  void aUseThatNobodyKnowsIsRefused() {
    var data = newData("unknown-use");

    assertMistake(
        Terminal.run("consent", "grant", "--data", data, "--person", sample(0), "--use", "XYZ"),
        "GRU, HMB, DS and CARE");
    assertMistake(
        Terminal.run(
            "consent", "revoke", "--data", data, "--person", sample(0), "--consent", "xyz"),
        "32 hex digits");
    assertMistake(
        Terminal.run("consent", "revoke", "--data", data, "--person", sample(0)), "--all");
  }

  @Test
  void anIndexThatIsNotOnTheLedgerIsToldAsSuch() {
    var data = newData("no-index");

    assertMistake(Terminal.run("log", "prove", "--data", data, 999_999), "not-found");
    assertMistake(Terminal.run("log", "show", "--data", data, "--count", 0), "--count");
  }

  @Test
  void aMistakeInTheConfigurationIsToldWithItsPlace() throws IOException {
    var data = Files.createDirectories(folder.resolve("bad-config"));
    Files.writeString(
        data.resolve("gateway.json"),
        "{\"limits\": {\"streamsTotal\": \"many\"}, \"custodian\": {\"name\": \"C\"}}");

    assertMistake(Terminal.run("serve", "--data", data, "--port", 0), "limits.streamsTotal");
    assertMistake(
        Terminal.run("ingest", "--data", data, "--dataset", "d", vcf), "limits.streamsTotal");
  }

  @Test
  void aPanelThatCannotBeUsedIsToldWithItsPlace() throws IOException {
    var data = Files.createDirectories(folder.resolve("bad-panel"));
    Files.writeString(
        data.resolve("gateway.json"),
        "{\"panels\": {\"p\": {\"title\": \"P\", \"file\": \"absent.tsv\"}}, "
            + "\"custodian\": {\"name\": \"C\"}}");

    assertMistake(Terminal.run("serve", "--data", data, "--port", 0), "panels.p.file");
  }

  @Test
  void aPortInUseIsToldAsSuch() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertMistake(
          Terminal.run(
              "serve", "--data", folder.resolve("port-taken"), "--port", taken.getLocalPort()),
          "cannot listen on 127.0.0.1:" + taken.getLocalPort());
    }
  }

  @Test
  void anOpenAddressNeedsTlsOrAProxyThatSpeaksIt() {
    var data = folder.resolve("open-address");

    assertMistake(
        Terminal.run("serve", "--data", data, "--host", "0.0.0.0", "--port", 0), "--behind-proxy");
    assertMistake(
        Terminal.run("serve", "--data", data, "--tls-cert", "c.pem", "--port", 0), "--tls-key");
    assertMistake(
        Terminal.run(
            "serve", "--data", data, "--tls-cert", "c.pem", "--tls-key", "k.pem", "--port", 0),
        "cannot read c.pem");
    assertMistake(Terminal.run("serve", "--data", data, "--port", 70_000), "65535");
  }

  @Test
  void aFolderInUseWithoutAGatewayIsToldAsSuch() throws Exception {
    var data = folder.resolve("in-use");
    try (var _ = DataFolder.own(data)) {
      assertMistake(
          Terminal.run("ingest", "--data", data, "--dataset", "d", vcf), "data folder open");
      assertMistake(Terminal.run("serve", "--data", data, "--port", 0), "data folder open");
    }
  }

  @Test
  void whatAKilledGatewayLeftInTheFolderDoesNotMatter() throws Exception {
    var data = newData("killed");
    int free;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    Files.writeString(
        data.resolve("running.json"),
        new JsonObject()
            .put("address", "http://127.0.0.1:%d/".formatted(free))
            .put("secret", "0".repeat(64))
            .encode());

    assertThat(Terminal.run("verify", "--data", data).exitCode()).isZero();
  }

  @Test
  void everythingWorksOnAFolderThatNoGatewayRunsOn() throws Exception {
    var data = folder.resolve("alone");

    useAll(data, "1");
  }

  @Test
  void everythingWorksThroughAGatewayThatRuns(@TempDir Path empty) throws Exception {
    try (var gateway = TestGateway.start(empty, 5, 50, new JsonObject())) {
      useAll(gateway.gateway().data(), "2");

      query(gateway);
    }
  }

  /// Ingest, consent, log and verify, each seeing what the ones before it did.
  private void useAll(Path data, String version) throws IOException {
    var ingest = Terminal.run("ingest", "--data", data, "--dataset", TestGateway.DATASET, vcf);
    assertThat(ingest.exitCode()).isZero();
    assertThat(ingest.out())
        .startsWith("%s version %s: 5 samples, 50 sites, ".formatted(TestGateway.DATASET, version));

    var grant = grant(data, "HMB");
    var deny =
        Terminal.run("consent", "deny", "--data", data, "--person", sample(1), "--use", "GRU");
    assertThat(deny.exitCode()).isZero();
    awaitInForce(data, grant);
    assertThat(list(data, 0)).contains(grant, "grant", "\"use\":\"HMB\"");
    assertThat(list(data, 1)).contains("denial", "in-force");

    var revoke =
        Terminal.run(
            "consent", "revoke", "--data", data, "--person", sample(0), "--consent", grant);
    assertThat(revoke.out()).contains("0 streams under way lost the data");
    assertThat(list(data, 0)).contains(grant, "stopped");
    assertThat(
            Terminal.run("consent", "revoke", "--data", data, "--person", sample(0), "--all")
                .exitCode())
        .isZero();

    erase(data);
    readLog(data);
  }

  private static void erase(Path data) {
    assertMistake(
        Terminal.run("consent", "erase", "--data", data, "--person", sample(2)), "say --yes");
    assertThat(list(data, 2)).doesNotContain("erasure");

    var erase = Terminal.run("consent", "erase", "--data", data, "--person", sample(2), "--yes");

    assertThat(erase.exitCode()).as(erase.err()).isZero();
    assertThat(erase.out())
        .contains("0 streams under way lost the data", "final: 1 of 1 nodes destroyed the key")
        .contains("The register of people still has the person");
    assertThat(list(data, 2)).contains("final: 1 of 1 nodes destroyed the key");
    assertMistake(
        Terminal.run("consent", "grant", "--data", data, "--person", sample(2), "--use", "HMB"),
        "erasure of this person was ordered");
  }

  private static String grant(Path data, String use) {
    var grant =
        Terminal.run("consent", "grant", "--data", data, "--person", sample(0), "--use", use);
    var consent = CONSENT.matcher(grant.out());
    assertThat(consent.find()).as(grant.err()).isTrue();
    return consent.group(1);
  }

  private static String list(Path data, int sample) {
    var list = Terminal.run("consent", "list", "--data", data, "--person", sample(sample));
    assertThat(list.exitCode()).as(list.err()).isZero();
    return list.out();
  }

  /// A grant acts once sealed: when the command's own gateway stops, or within a second or two.
  private static void awaitInForce(Path data, String grant) {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!list(data, 0).matches("(?s).*%s +grant +in-force.*".formatted(grant))) {
      assertThat(System.nanoTime()).as("a grant that never acts").isLessThan(deadline);
    }
  }

  private void readLog(Path data) throws IOException {
    var all = Terminal.run("log", "show", "--data", data);
    assertThat(all.out().lines().findFirst().orElseThrow()).contains("0  Genesis");
    assertThat(all.out()).contains("DatasetPublished", "ConsentGranted");
    var some = Terminal.run("log", "show", "--data", data, "--from", 1, "--count", 2);
    assertThat(some.out().lines())
        .containsExactlyElementsOf(all.out().lines().skip(1).limit(2).toList());

    var printed = Terminal.run("log", "prove", "--data", data, 0);
    assertThat(printed.out()).startsWith("c2sp.org/tlog-proof@v1");
    var file = folder.resolve("proof");
    assertThat(Terminal.run("log", "prove", "--data", data, "--out", file, 0).exitCode()).isZero();
    assertThat(Files.readString(file)).startsWith("c2sp.org/tlog-proof@v1");

    var verify = Terminal.run("verify", "--data", data);
    assertThat(verify.exitCode()).as(verify.err()).isZero();
    assertThat(verify.out()).startsWith("verified: ").contains("every entry follows the rules");
  }

  private void query(TestGateway gateway) throws Exception {
    var _ = gateway.grant(0, "HMB");
    gateway.awaitSealed();
    var token =
        file(
            "token",
            gateway.token(new Caller.Researcher("researcher-1", "university", "project-1")) + "\n");

    var table = query(gateway, token, "22", "--view", "dosages", "--limit", 3);

    assertThat(table.exitCode()).as(table.err()).isZero();
    assertThat(table.out().lines()).hasSize(4);
    assertThat(table.err()).startsWith("3 rows, 1 samples; access ");

    var arrow = folder.resolve("answer.arrows");
    assertThat(query(gateway, token, "22", "--out", arrow).exitCode()).isZero();
    assertThat(arrow).isNotEmptyFile();

    assertMistake(query(gateway, token, "22:9-1"), "region");
    assertMistake(query(gateway, file("no-token", "two\nlines"), "22"), "no-token holds no token");
    assertMistake(query(gateway, folder.resolve("absent"), "22"), "cannot read the token file");
    assertMistake(query(gateway, file("forged", "abc"), "22"), "401");
  }

  private static Terminal query(TestGateway gateway, Path token, String region, Object... further) {
    var fixed =
        new Object[] {
          "query",
          "--url",
          gateway.gateway().running().address(),
          "--token-file",
          token,
          "--dataset",
          TestGateway.DATASET,
          "--purpose",
          "HMB",
          "--region",
          region
        };
    var all = new Object[fixed.length + further.length];
    System.arraycopy(fixed, 0, all, 0, fixed.length);
    System.arraycopy(further, 0, all, fixed.length, further.length);
    return Terminal.run(all);
  }

  @Test
  void aGatewayThatIsNotThereIsAFailureAndNoMistake() throws IOException {
    var token = file("any-token", "abc");

    var terminal =
        Terminal.run(
            "query",
            "--url",
            "http://127.0.0.1:1/",
            "--token-file",
            token,
            "--dataset",
            "a b",
            "--region",
            "22",
            "--purpose",
            "HMB");

    assertThat(terminal.exitCode()).isEqualTo(1);
    assertThat(terminal.err().lines()).hasSize(1);
    assertThat(terminal.err()).contains("no gateway answers at http://127.0.0.1:1/");
  }
}
