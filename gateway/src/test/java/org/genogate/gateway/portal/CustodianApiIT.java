package org.genogate.gateway.portal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import org.genogate.gateway.identity.Caller;
import org.genogate.gateway.node.RawClient;
import org.genogate.gateway.node.TestGateway;
import org.genogate.genomics.synthetic.CohortGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Each test has a person of its own.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CustodianApiIT {

  private static final String CONSENTS = "/v1/custodian/consents";
  private static final String REVOCATIONS = "/v1/custodian/revocations";
  private static final String ERASURES = "/v1/custodian/erasures";
  private static final String QUERY =
      "/v1/datasets/" + TestGateway.DATASET + "/variants?region=22:20000000-20010000&purpose=HMB";

  private TestGateway gateway;
  private RawClient client;
  private String custodian;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    gateway = TestGateway.start(folder, 10, 200, new JsonObject());
    client = new RawClient(gateway);
    custodian = gateway.token(new Caller.Custodian("custodian-1"));
  }

  @AfterAll
  void stop() throws Exception {
    client.close();
    gateway.close();
  }

  private static JsonObject about(int sample) {
    return new JsonObject().put("person", CohortGenerator.sampleName(sample));
  }

  private static JsonObject grant(int sample) {
    return about(sample).put("kind", "grant").put("use", "HMB");
  }

  private JsonObject post(String path, JsonObject body) throws Exception {
    var answer = client.post(path, custodian, body);
    assertThat(answer.statusCode()).as(new String(answer.body(), UTF_8)).isEqualTo(200);
    return RawClient.json(answer);
  }

  private JsonArray list(int sample) throws Exception {
    return post(CONSENTS + "/list", about(sample)).getJsonArray("consents");
  }

  @Test
  void whatIsGrantedAtTheDeskIsListedAndCanBeStopped() throws Exception {
    var consent = post(CONSENTS, grant(0)).getString("consentId");
    gateway.awaitSealed();

    assertThat(list(0).getJsonObject(0).getString("consentId")).isEqualTo(consent);
    assertThat(list(0).getJsonObject(0).getString("state")).isEqualTo("in-force");

    var _ = post(REVOCATIONS, about(0).put("consent", consent));

    assertThat(list(0).getJsonObject(0).getString("state")).isEqualTo("stopped");
  }

  @Test
  void stoppingEverythingStopsEachGrantAndNoDenial() throws Exception {
    var _ = post(CONSENTS, grant(1));
    var _ = post(CONSENTS, grant(1).put("use", "CARE"));
    var _ = post(CONSENTS, grant(1).put("kind", "denial").put("use", "GRU"));
    gateway.awaitSealed();

    var _ = post(REVOCATIONS, about(1));

    assertThat(list(1).stream().map(JsonObject.class::cast))
        .extracting(one -> one.getString("kind") + " " + one.getString("state"))
        .containsExactlyInAnyOrder("denial in-force", "grant stopped", "grant stopped");
  }

  @Test
  void whoeverIsErasedAllowsNothingAnyMore() throws Exception {
    var _ = post(CONSENTS, grant(8));
    gateway.awaitSealed();
    var _ = read();

    var order = post(ERASURES, about(8));

    assertThat(order.getLong("ledgerIndex")).isPositive();
    gateway.awaitSealed();
    JsonObject erasure;
    do {
      erasure = post(CONSENTS + "/list", about(8)).getJsonObject("erasure");
    } while (erasure.getInteger("nodesDone") < 1);
    assertThat(erasure.getInteger("nodes")).isEqualTo(1);
    assertThat(erasure.getBoolean("final")).isTrue();
    assertThat(list(8).getJsonObject(0).getString("state")).isEqualTo("stopped");
    for (var body : List.of(grant(8), grant(8).put("kind", "denial"))) {
      var refused = client.post(CONSENTS, custodian, body);
      assertThat(refused.statusCode()).isEqualTo(409);
      assertThat(RawClient.code(refused)).isEqualTo("erased");
    }
    assertThat(post("/v1/custodian/accesses", about(8)).getJsonArray("accesses")).isNotEmpty();
    assertThat(post(CONSENTS + "/list", about(9)).containsKey("erasure")).isFalse();
  }

  @Test
  void nobodyCanStopAnotherPersonsGrant() throws Exception {
    var consent = post(CONSENTS, grant(2)).getString("consentId");

    var answer = client.post(REVOCATIONS, custodian, about(3).put("consent", consent));

    assertThat(answer.statusCode()).isEqualTo(404);
  }

  @Test
  void accessesAndReceiptsArePrintedForWhoeverAsksAtTheDesk() throws Exception {
    var _ = post(CONSENTS, grant(4));
    gateway.awaitSealed();
    var access = read();

    var seen = post("/v1/custodian/accesses", about(4)).getJsonArray("accesses").getJsonObject(0);
    var receipt = post("/v1/custodian/receipts", about(4).put("access", access));

    assertThat(seen.getString("accessId")).isEqualTo(access);
    assertThat(seen.getString("organisation")).isEqualTo("A University");
    assertThat(receipt.getJsonObject("opening").getString("person"))
        .isEqualTo(gateway.person(4).toString());
    assertThat(
            client
                .post("/v1/custodian/receipts", custodian, about(7).put("access", access))
                .statusCode())
        .isEqualTo(404);
  }

  private String read() throws Exception {
    var researcher = gateway.token(new Caller.Researcher("r-1", "university", "project-1"));
    return client.get(QUERY, researcher).headers().firstValue("genogate-access-id").orElseThrow();
  }

  /// Only what a grant itself allowed counts as its use.
  @Test
  void aGrantsUsesAreThoseThatItAllowed() throws Exception {
    var _ = post(CONSENTS, grant(5).put("grantee", "organisation:clinic"));
    var university = post(CONSENTS, grant(5).put("grantee", "organisation:university"));
    gateway.awaitSealed();
    var _ = read();

    assertThat(list(5).stream().map(JsonObject.class::cast))
        .extracting(
            one -> one.getJsonObject("terms").getString("grantee") + " " + one.getLong("uses"))
        .containsExactlyInAnyOrder("organisation:clinic 0", "organisation:university 1");
    var stopped = post(REVOCATIONS, about(5).put("consent", university.getString("consentId")));
    assertThat(stopped.getLong("receivedBefore")).isEqualTo(1);
  }

  @Test
  void aSignInLinkOpensThePersonsPageOnce() throws Exception {
    var link = post("/v1/custodian/sign-in-links", about(6));

    assertThat(link.getString("path")).startsWith(Portal.SIGN_IN_PATH + "#");
    assertThat(link.getLong("validSeconds")).isEqualTo(900);
    assertThat(post("/v1/custodian/sign-in-links", about(6)).getString("path"))
        .isNotEqualTo(link.getString("path"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        CONSENTS,
        CONSENTS + "/list",
        REVOCATIONS,
        ERASURES,
        "/v1/custodian/accesses",
        "/v1/custodian/receipts",
        "/v1/custodian/sign-in-links"
      })
  void nobodyButTheCustodianActsForOthers(String path) throws Exception {
    var body = path.equals(CONSENTS) ? grant(7) : about(7);
    for (var caller :
        List.of(
            new Caller.Researcher("r-1", "university", "project-1"),
            new Caller.Clinician("clinician-1", "clinic"),
            new Caller.Person(gateway.person(7)),
            new Caller.Auditor("auditor-1"))) {
      assertThat(client.post(path, gateway.token(caller), body).statusCode()).isEqualTo(403);
    }
    assertThat(client.post(path, "", body).statusCode()).isEqualTo(401);
    assertThat(list(7)).isEmpty();
  }

  @Test
  void whatIsNotUnderstoodIsRefused() throws Exception {
    for (var body :
        List.of(
            new JsonObject(),
            about(7).putNull("person"),
            grant(7).put("use", "ANY"),
            grant(7).put("untill", "2030-01-01T00:00:00Z"),
            grant(7).put("withheld", new JsonArray().add("no-such-region")),
            grant(7).put("datasets", new JsonArray().add("no-such-dataset")),
            grant(7).put("grantee", "organisation:nobody"))) {
      assertThat(client.post(CONSENTS, custodian, body).statusCode())
          .as(body.encode())
          .isEqualTo(400);
    }
    var unknown = client.post(CONSENTS, custodian, grant(7).put("person", "Nobody"));
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(RawClient.code(unknown)).isEqualTo("unknown-person");
    assertThat(list(7)).isEmpty();
  }
}
