package org.genogate.gateway.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.genogate.gateway.access.ReleaseDesk;
import org.genogate.gateway.client.GatewayClient;
import org.genogate.gateway.client.GatewayException;
import org.genogate.gateway.identity.Caller;
import org.genogate.gateway.node.TestGateway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// A log that wants no releases: they can be asked for all the same.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReleaseApiIT {

  private static final String OWN = "/v1/releases";
  private static final String ALL = "/v1/custodian/releases";

  private TestGateway gateway;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    gateway = TestGateway.start(folder, 3, 50, new JsonObject());
  }

  @AfterAll
  void stop() throws Exception {
    gateway.close();
  }

  private GatewayClient researcher(String id) {
    return gateway.client(new Caller.Researcher(id, "university", "project-1"));
  }

  private GatewayClient local() {
    var running = gateway.gateway().running();
    return new GatewayClient(running.address(), running.secret());
  }

  private static void assertRefused(
      GatewayClient client, String path, JsonObject body, int status, String code) {
    var refused = catchThrowableOfType(GatewayException.class, () -> client.post(path, body));
    assertThat(refused).as(body.encode()).isNotNull();
    assertThat(refused.status()).as(body.encode()).isEqualTo(status);
    assertThat(refused).hasMessageContaining(code);
  }

  @Test
  void aRequestTakesAllOfTheProjectUnlessItSaysLess() throws Exception {
    try (var client = researcher("all")) {
      var _ = client.post(OWN, new JsonObject());
      var until = Instant.parse("2040-01-01T00:00:00Z");
      var _ =
          client.post(
              OWN,
              new JsonObject()
                  .put("purposes", new JsonArray().add("DS " + TestGateway.DISEASE))
                  .put("until", until.toString()));

      var releases = client.get(OWN).getJsonArray("releases");

      assertThat(releases).hasSize(2);
      var first = releases.getJsonObject(0).getJsonObject("terms");
      assertThat(first.getJsonArray("purposes"))
          .isEqualTo(new JsonArray().add("DS " + TestGateway.DISEASE).add("HMB"));
      assertThat(first.getJsonArray("datasets"))
          .isEqualTo(new JsonArray().add(TestGateway.DATASET));
      assertThat(first.containsKey("until")).isFalse();
      assertThat(releases.getJsonObject(1).getJsonObject("terms").getString("until"))
          .isEqualTo(until.toString());
    }
  }

  @Test
  void nobodySeesAnothersReleases() throws Exception {
    try (var one = researcher("one");
        var other = researcher("other")) {
      var _ = one.post(OWN, new JsonObject());

      assertThat(other.get(OWN).getJsonArray("releases")).isEmpty();
    }
  }

  @Test
  void whatIsNotTheProjectsIsNotAskedFor() {
    try (var client = researcher("greedy")) {
      assertRefused(client, OWN, list("datasets", "another"), 403, "not-authorized");
      assertRefused(client, OWN, list("purposes", "GRU"), 403, "not-authorized");
    }
  }

  private static JsonObject list(String field, String value) {
    return new JsonObject().put(field, new JsonArray().add(value));
  }

  @Test
  void malformedRequestsAreRefused() {
    try (var client = researcher("careless")) {
      var tomorrow = Instant.now().plus(Duration.ofHours(23)).toString();
      for (var body :
          new JsonObject[] {
            new JsonObject().put("project", "project-1"),
            new JsonObject().put("datasets", TestGateway.DATASET),
            new JsonObject().put("datasets", new JsonArray()),
            new JsonObject().put("datasets", new JsonArray().add("a").add("a")),
            list("purposes", "XYZ"),
            list("purposes", "DS"),
            list("purposes", "HMB MONDO:1"),
            new JsonObject().put("until", "soon"),
            new JsonObject().put("until", "+1000000-01-01T00:00:00Z"),
            new JsonObject().put("until", tomorrow),
          }) {
        assertRefused(client, OWN, body, 400, "malformed-request");
      }
    }
  }

  @Test
  void soManyMayWaitAndNoMore() throws Exception {
    try (var client = researcher("eager")) {
      for (int i = 0; i < ReleaseDesk.MOST_WAITING; i++) {
        var _ = client.post(OWN, new JsonObject());
      }

      assertRefused(client, OWN, new JsonObject(), 429, "too-many-releases");
    }
  }

  @Test
  void othersAreNotServed() {
    try (var clinician = gateway.clinician();
        var custodian = gateway.client(new Caller.Custodian("somebody"));
        var stranger = new GatewayClient(gateway.gateway().running().address(), "")) {
      assertRefused(clinician, OWN, new JsonObject(), 403, "wrong-role");
      assertRefused(stranger, OWN, new JsonObject(), 401, "");
      for (var path :
          new String[] {
            ALL,
            ALL + "/" + "0".repeat(32) + "/approval",
            "/v1/custodian/endorsements",
            "/v1/custodian/committee"
          }) {
        assertRefused(custodian, path, new JsonObject(), 403, "not-local");
      }
      var refused = catchThrowableOfType(GatewayException.class, () -> custodian.get(ALL));
      assertThat(refused.status()).isEqualTo(403);
    }
  }

  @Test
  void theCustodianIsToldWhatIsMissing() throws Exception {
    try (var client = local()) {
      var order = new JsonObject().put("requester", "desk").put("project", "project-1");
      assertRefused(
          client, ALL, order.copy().put("until", "2020-01-01T00:00:00Z"), 400, "yet to come");
      assertRefused(client, ALL, order.copy().put("project", "none"), 400, "no project");
      assertRefused(client, ALL, order.copy().put("requester", "\u001b[2J"), 400, "visible");
      assertRefused(
          client, ALL + "/" + "0".repeat(32) + "/approval", new JsonObject(), 404, "not-found");
      assertRefused(client, ALL + "/xyz/approval", new JsonObject(), 400, "32 hex digits");
      assertRefused(
          client, "/v1/custodian/committee", new JsonObject().put("key", "AAAA"), 400, "32 bytes");

      var id = client.post(ALL, order).getString("release");

      var document = client.get(ALL + "/" + id);
      assertThat(RequestDocument.read(document.toBuffer().getBytes()).release()).hasToString(id);
    }
  }
}
