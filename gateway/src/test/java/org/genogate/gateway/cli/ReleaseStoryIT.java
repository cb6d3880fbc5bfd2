package org.genogate.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.genogate.gateway.client.GatewayClient;
import org.genogate.gateway.client.GatewayException;
import org.genogate.gateway.custody.Publication.Order;
import org.genogate.gateway.custody.Publication.SampleOwners;
import org.genogate.gateway.identity.Caller;
import org.genogate.gateway.node.TestGateway;
import org.genogate.genomics.cohort.CallableRegions;
import org.genogate.genomics.cohort.IngestProgress;
import org.genogate.genomics.synthetic.CohortGenerator;
import org.genogate.genomics.synthetic.CohortSettings;
import org.genogate.ledger.event.ByRelease;
import org.genogate.ledger.event.Entry;
import org.genogate.ledger.event.Event;
import org.genogate.ledger.event.Event.AccessOpened;
import org.genogate.ledger.event.Event.AccessRefused;
import org.genogate.ledger.event.RefusalCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A gateway whose first law wants releases, as custodian, committee and researchers meet it. Each
/// works in a folder of their own.
class ReleaseStoryIT {

  private static final String OTHER_DATASET = "second";
  private static final String HEALTH = "HMB";
  private static final Pattern RELEASE = Pattern.compile("(?m)^release ([0-9a-f]{32}) requested");

  @TempDir private Path folder;
  private Path data = Path.of("");
  private Path committee = Path.of("");
  private TestGateway gateway;

  @BeforeEach
  void begin() throws Exception {
    data = folder.resolve("data");
    committee = Files.createDirectories(folder.resolve("committee"));
    done("release", "key", "--out", committee.resolve("key.pem"));
    done("log", "init", "--data", data, "--releases", "--committee", committee.resolve("key.pub"));
    gateway = TestGateway.start(folder, 6, 200, new JsonObject());
    var second = folder.resolve("second.vcf.gz");
    CohortGenerator.writeCompressed(CohortSettings.tidy(6, 50, 2), second);
    var _ =
        gateway
            .node()
            .publication()
            .publish(
                new Order(
                    OTHER_DATASET,
                    second,
                    new SampleOwners.EachItsOwn(),
                    new CallableRegions.Unknown()),
                IngestProgress.NONE);
    addProject();
    gateway.restart();
    for (int sample = 0; sample < 6; sample++) {
      var _ = gateway.grant(sample, HEALTH);
    }
    gateway.awaitSealed();
  }

  /// A second project of the same researcher, and a second dataset in both.
  private void addProject() throws Exception {
    var file = data.resolve("gateway.json");
    var config = new JsonObject(Files.readString(file));
    var first =
        config
            .getJsonArray("projects")
            .getJsonObject(0)
            .put("datasets", new JsonArray().add(TestGateway.DATASET).add(OTHER_DATASET));
    config.put(
        "projects",
        new JsonArray()
            .add(first)
            .add(first.copy().put("id", "project-2").put("title", "Another")));
    Files.writeString(file, config.encode());
  }

  @AfterEach
  void end() throws Exception {
    gateway.close();
  }

  private static String done(Object... command) {
    var terminal = Terminal.run(command);
    assertThat(terminal.err()).isEmpty();
    assertThat(terminal.exitCode()).isZero();
    return terminal.out();
  }

  private static void refused(String said, Object... command) {
    var terminal = Terminal.run(command);
    assertThat(terminal.err()).startsWith("genogate: ").contains(said);
    assertThat(terminal.err().lines()).hasSize(1);
    assertThat(terminal.exitCode()).isEqualTo(2);
  }

  /// What a question gets: `ok`, or the problem's code.
  private String ask(String requester, String project, String dataset, String purpose)
      throws Exception {
    try (var client = gateway.client(new Caller.Researcher(requester, "university", project))) {
      var _ = client.bytes("/v1/datasets/%s/variants?region=22&%s".formatted(dataset, purpose));
      return "ok";
    } catch (GatewayException e) {
      assertThat(e.status()).isEqualTo(403);
      return String.valueOf(e.getMessage()).replaceAll(".*answered 403, ([a-z-]+):.*", "$1");
    }
  }

  private String ask() throws Exception {
    return ask("researcher-1", "project-1", TestGateway.DATASET, "purpose=HMB");
  }

  private String requestAtDesk(Object... more) {
    var command =
        new ArrayList<Object>(
            List.of(
                "release",
                "request",
                "--data",
                data,
                "--requester",
                "researcher-1",
                "--project",
                "project-1"));
    command.addAll(List.of(more));
    var said = RELEASE.matcher(done(command.toArray()));
    assertThat(said.find()).isTrue();
    return said.group(1);
  }

  private Path document(String id) {
    var file = committee.resolve(id + ".request.json");
    done("release", "show", "--data", data, "--id", id, "--out", file);
    return file;
  }

  private Path endorsement(Path document, Path key) {
    var file = committee.resolve("signed-%d.json".formatted(System.nanoTime()));
    done("release", "endorse", "--document", document, "--key", key, "--out", file);
    return file;
  }

  private void complete(String id) {
    done("release", "approve", "--data", data, "--id", id);
    var signed = endorsement(document(id), committee.resolve("key.pem"));
    done("release", "submit", "--data", data, signed);
  }

  private List<Event> events() throws Exception {
    var log = gateway.node().ledger().log();
    var events = new ArrayList<Event>();
    for (long index = 0; index < log.size(); index++) {
      events.add(Entry.decode(log.read(index).entry()).event());
    }
    return events;
  }

  private <E extends Event> E newest(Class<E> kind) throws Exception {
    return events().reversed().stream()
        .filter(kind::isInstance)
        .map(kind::cast)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aProjectIsAnsweredOnceCustodianAndCommitteeAgreed() throws Exception {
    assertThat(ask()).isEqualTo("not-released");
    assertThat(newest(AccessRefused.class).reason()).isEqualTo(RefusalCode.NOT_RELEASED);

    String id;
    try (var client = gateway.researcher()) {
      id =
          client
              .post(
                  "/v1/releases",
                  new JsonObject()
                      .put("datasets", new JsonArray().add(TestGateway.DATASET))
                      .put("purposes", new JsonArray().add(HEALTH)))
              .getString("release");
      assertThat(own(client).getString("state")).isEqualTo("waiting");
      assertThat(own(client).getJsonArray("waitsFor"))
          .isEqualTo(new JsonArray().add("custodian").add("committee"));
    }
    assertThat(ask()).isEqualTo("not-released");

    done("release", "approve", "--data", data, "--id", id);
    assertThat(ask()).isEqualTo("not-released");

    var document = document(id);
    var read = done("release", "endorse", "--document", document);
    assertThat(read)
        .contains(
            "project-1: A Project", "researcher-1 of university", "HMB", "nothing was signed");
    var signed = endorsement(document, committee.resolve("key.pem"));
    assertThat(ask()).isEqualTo("not-released");
    done("release", "submit", "--data", data, signed);

    assertThat(ask()).isEqualTo("ok");
    assertThat(newest(AccessOpened.class).release())
        .isInstanceOfSatisfying(
            ByRelease.Named.class, named -> assertThat(named.release()).hasToString(id));
    assertThat(done("release", "list", "--data", data)).contains(id, "complete");
    try (var patient = gateway.patient(0)) {
      var access = patient.get("/v1/me/accesses").getJsonArray("accesses").getJsonObject(0);
      assertThat(access.getString("release")).isEqualTo(id);
    }
    // What it does not say, it does not open.
    var asthma = "purpose=DS&disease=" + TestGateway.DISEASE;
    assertThat(ask("researcher-1", "project-1", TestGateway.DATASET, asthma))
        .isEqualTo("not-released");
    assertThat(ask("researcher-1", "project-1", OTHER_DATASET, "purpose=HMB"))
        .isEqualTo("not-released");
    assertThat(ask("researcher-1", "project-2", TestGateway.DATASET, "purpose=HMB"))
        .isEqualTo("not-released");
    assertThat(ask("researcher-2", "project-1", TestGateway.DATASET, "purpose=HMB"))
        .isEqualTo("not-released");
    gateway.restart();
    assertThat(ask()).isEqualTo("ok");
  }

  private static JsonObject own(GatewayClient client) throws GatewayException {
    return client.get("/v1/releases").getJsonArray("releases").getJsonObject(0);
  }

  @Test
  void aReleaseThatEndedOpensNothing() throws Exception {
    var until = Instant.now().plus(Duration.ofSeconds(2));
    complete(requestAtDesk("--until", until));

    while (Instant.now().isBefore(until)) {
      Thread.onSpinWait();
    }

    assertThat(ask()).isEqualTo("not-released");
    assertThat(done("release", "list", "--data", data)).contains("ended");
  }

  @Test
  void whatWasAlteredIsNotSigned() throws Exception {
    var document = document(requestAtDesk("--dataset", TestGateway.DATASET));
    var altered =
        Files.writeString(
            committee.resolve("altered.json"),
            Files.readString(document).replace(TestGateway.DATASET, OTHER_DATASET));

    refused(
        "the terms are not those that the entry commits to",
        "release",
        "endorse",
        "--document",
        altered,
        "--key",
        committee.resolve("key.pem"),
        "--out",
        committee.resolve("out.json"));
    assertThat(committee.resolve("out.json")).doesNotExist();
  }

  @Test
  void whatWasSignedForOneRequestDoesNotServeAnother() throws Exception {
    var first = requestAtDesk();
    var second = requestAtDesk();
    var signed = endorsement(document(first), committee.resolve("key.pem"));

    var moved = Files.readString(signed).replace(first, second);

    refused(
        "about another release",
        "release",
        "submit",
        "--data",
        data,
        Files.writeString(committee.resolve("moved.json"), moved));
  }

  @Test
  void onlyKeysThatWereEnrolledEndorse() throws Exception {
    var id = requestAtDesk();
    var stranger = committee.resolve("other.pem");
    done("release", "key", "--out", stranger);
    var signed = endorsement(document(id), stranger);
    refused("may not sign", "release", "submit", "--data", data, signed);

    done("release", "enroll", "--data", data, committee.resolve("other.pub"));

    done("release", "submit", "--data", data, signed);
  }

  @Test
  void nobodyAgreesTwice() throws Exception {
    var id = requestAtDesk();
    complete(id);

    refused("once", "release", "approve", "--data", data, "--id", id);
    var again = endorsement(document2(id), committee.resolve("key.pem"));
    refused("once", "release", "submit", "--data", data, again);
  }

  private Path document2(String id) {
    var file = committee.resolve(id + ".again.json");
    done("release", "show", "--data", data, "--id", id, "--out", file);
    return file;
  }

  @Test
  void mistakesCostOneLine() {
    refused("not-found", "release", "show", "--data", data, "--id", "0".repeat(32), "--out", "x");
    refused("32 hex digits", "release", "approve", "--data", data, "--id", "../x");
    refused("go together", "release", "endorse", "--document", "x", "--key", "y");
    refused("is there already", "release", "key", "--out", committee.resolve("key.pem"));
    refused(
        "not one of the project's",
        "release",
        "request",
        "--data",
        data,
        "--requester",
        "r",
        "--project",
        "project-1",
        "--dataset",
        "nowhere");
  }
}
