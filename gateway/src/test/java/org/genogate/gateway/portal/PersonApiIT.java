package org.genogate.gateway.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PersonApiIT {

  private final Example example = new Example();
  private final PortalServer server =
      new PortalServer(example.desk, new SettableClock(Example.NOW));
  private final PortalClient client = new PortalClient(server.origin());

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void whoIsNotIdentifiedIsToldNothing() {
    var answer = client.get("/v1/me/consents", "");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
  }

  @Test
  void aGrantIsMadeListedAndRevoked() {
    var made =
        post("/v1/me/consents", "{\"kind\":\"grant\",\"use\":\"GRU\",\"withheld\":[\"APOE\"]}");
    String id = new JsonObject(made.body()).getString("consentId");
    var revoked = post("/v1/me/consents/" + id + "/revocation", "");

    assertThat(made.statusCode()).isEqualTo(201);
    assertThat(revoked.statusCode()).isEqualTo(200);
    assertThat(new JsonObject(revoked.body()).fieldNames())
        .containsExactly("at", "ledgerIndex", "streamsAffected", "receivedBefore");
    assertThat(get("/v1/me/consents").body())
        .contains(
            "{\"consentId\":\""
                + id
                + "\",\"kind\":\"grant\",\"state\":\"stopped\",\"terms\":{\"use\":\"GRU\","
                + "\"grantee\":\"anyone\",\"datasets\":[],\"from\":\"2026-11-24T11:42:00Z\","
                + "\"withheld\":[\"APOE\"]},\"withheldTitles\":[\"APOE\"],"
                + "\"recordedAt\":\"2026-11-24T11:42:00Z\",\"endedAt\":\"2026-11-24T11:42:00Z\"");
  }

  @Test
  void everythingIsRevokedAtOnce() {
    assertThat(post("/v1/me/revocation", "{}").statusCode()).isEqualTo(200);

    assertThat(get("/v1/me/consents").body()).doesNotContain("in-force");
  }

  @Test
  void aRevocationThatBringsWishesIsRefused() {
    var answer = post("/v1/me/revocation", "{\"except\":\"CARE\"}");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(get("/v1/me/consents").body()).contains("in-force");
  }

  @Test
  void accessesComePageByPage() {
    var first = new JsonObject(get("/v1/me/accesses?limit=30").body());
    var rest = new JsonObject(get("/v1/me/accesses?before=" + first.getString("next")).body());

    assertThat(first.getJsonArray("accesses")).hasSize(30);
    assertThat(first.getJsonArray("accesses").getJsonObject(0).getString("outcome"))
        .isEqualTo("reading-now");
    assertThat(rest.getJsonArray("accesses")).hasSize(2);
    assertThat(rest.fieldNames()).containsExactly("accesses");
  }

  @Test
  void aQueryThatIsNotKnownIsRefused() {
    assertThat(get("/v1/me/accesses?page=2").statusCode()).isEqualTo(400);
    assertThat(get("/v1/me/accesses?limit=1&limit=2").statusCode()).isEqualTo(400);
    assertThat(get("/v1/me/consents?person=other").statusCode()).isEqualTo(400);
  }

  @Test
  void aConsentOfAnotherPersonCannotBeRevoked() {
    var answer =
        client.send(
            client
                .request("/v1/me/consents/" + example.breastCancer + "/revocation", "")
                .header("Authorization", "Bearer " + example.other)
                .POST(BodyPublishers.noBody())
                .build());

    assertThat(answer.statusCode()).isEqualTo(404);
  }

  @Test
  void whatIsNotJsonIsRefused() {
    var answer =
        client.send(
            client
                .request("/v1/me/consents", "")
                .header("Authorization", "Bearer " + example.person)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("kind=grant&use=GRU"))
                .build());

    assertThat(answer.statusCode()).isEqualTo(415);
  }

  @Test
  void whenTheLedgerIsAwayNothingChangesAndTheClientMayComeBack() {
    example.desk.loseLedger();

    var answer = post("/v1/me/revocation", "");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("retry-after")).contains("5");
  }

  @Test
  void noAnswerIsKeptInACache() {
    assertThat(get("/v1/me/accesses").headers().firstValue("cache-control")).contains("no-store");
    assertThat(get("/v1/me/consents").headers().firstValue("cache-control")).contains("no-store");
  }

  private HttpResponse<String> get(String path) {
    return client.send(
        client.request(path, "").header("Authorization", "Bearer " + example.person).build());
  }

  private HttpResponse<String> post(String path, String json) {
    return client.send(
        client
            .request(path, "")
            .header("Authorization", "Bearer " + example.person)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json))
            .build());
  }
}
