package org.genogate.gateway.receipt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.genogate.gateway.identity.Caller;
import org.genogate.gateway.node.RawClient;
import org.genogate.gateway.node.TestGateway;
import org.genogate.genomics.synthetic.CohortGenerator;
import org.genogate.ledger.checkpoint.TlogProof;
import org.genogate.ledger.checkpoint.VerifierKey;
import org.genogate.ledger.event.Entry;
import org.genogate.ledger.event.Event.AccessClosed;
import org.genogate.ledger.event.Event.AccessOpened;
import org.genogate.ledger.merkle.Hash;
import org.genogate.ledger.receipt.BodyRoot;
import org.genogate.ledger.receipt.CloseDetail;
import org.genogate.ledger.receipt.Outcome;
import org.genogate.ledger.receipt.Salt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReceiptApiIT {

  private static final String QUERY =
      "/v1/datasets/"
          + TestGateway.DATASET
          + "/variants?region=22:20000000-20020000&purpose=HMB&view=dosages";

  private TestGateway gateway;
  private RawClient client;
  private String researcher;
  private String clinician;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    gateway = TestGateway.start(folder, 6, 1000, new JsonObject());
    client = new RawClient(gateway);
    researcher = gateway.token(new Caller.Researcher("someone-1", "university", "project-1"));
    clinician = gateway.token(new Caller.Clinician("clinician-1", "clinic"));
    for (int sample = 0; sample < 4; sample++) {
      var _ = gateway.grant(sample, "HMB");
      var _ = gateway.grant(sample, "CARE");
    }
    gateway.awaitSealed();
  }

  @AfterAll
  void stop() throws Exception {
    client.close();
    gateway.close();
  }

  /// The end of an access is recorded while its last bytes travel, so wait for it.
  private JsonObject receiptOfEnded(String access, String token) throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (System.nanoTime() < deadline) {
      var answer = client.get("/v1/receipts/" + access, token);
      assertThat(answer.statusCode()).as(new String(answer.body(), UTF_8)).isEqualTo(200);
      var receipt = RawClient.json(answer);
      if (receipt.containsKey("closed")) {
        return receipt;
      }
      Thread.onSpinWait();
    }
    throw new AssertionError("the end was never recorded");
  }

  @Test
  void aRequesterCanProveWhatWasAskedAndReceived() throws Exception {
    var answer = client.get(QUERY, researcher);
    var access = answer.headers().firstValue("genogate-access-id").orElseThrow();

    var receipt = receiptOfEnded(access, researcher);

    var opened = (AccessOpened) verified(receipt.getJsonObject("opened")).event();
    var opening = receipt.getJsonObject("opening");
    assertThat(opened.access()).hasToString(access);
    assertThat(opening.getString("query"))
        .isEqualTo(
            "regions=22:20000000-20020000; view=DOSAGES; samples=all; compression=NONE; limit=none");
    assertThat(salt(opening, "querySalt").commit(opening.getString("query").getBytes(UTF_8)))
        .isEqualTo(opened.query());

    var body = new BodyRoot();
    body.add(answer.body());
    var closed = (AccessClosed) verified(receipt.getJsonObject("closed")).event();
    var ending = receipt.getJsonObject("ending");
    assertThat(ending.getLong("bytes")).isEqualTo(answer.body().length);
    assertThat(bytes(ending, "bodyRoot")).isEqualTo(body.finish().toBytes());
    assertThat(detail(ending).commitment()).isEqualTo(closed.commitment());
    assertThat(closed.access()).hasToString(access);
  }

  @Test
  void aClinicianGetsTheReceiptOfAReport() throws Exception {
    var report =
        client.get("/fhir/$variant-report?subject=%s&panel=panel-1".formatted(name(0)), clinician);
    assertThat(report.statusCode()).as(new String(report.body(), UTF_8)).isEqualTo(200);
    var access = newestAccessOf(0);

    var receipt = receiptOfEnded(access, clinician);

    assertThat(receipt.getJsonObject("opening").getString("query")).isEqualTo("panel=panel-1");
    var body = new BodyRoot();
    body.add(report.body());
    assertThat(bytes(receipt.getJsonObject("ending"), "bodyRoot"))
        .isEqualTo(body.finish().toBytes());
  }

  @Test
  void aPersonsReceiptShowsThatPersonAndNeitherQueryNorBody() throws Exception {
    var access = client.get(QUERY, researcher).headers().firstValue("genogate-access-id");
    var token = gateway.token(new Caller.Person(gateway.person(0)));

    var receipt = receiptOfEnded(access.orElseThrow(), token);

    var _ = verified(receipt.getJsonObject("opened"));
    var _ = verified(receipt.getJsonObject("closed"));
    assertThat(receipt.getJsonObject("opening").getString("person"))
        .isEqualTo(gateway.person(0).toString());
    assertThat(receipt.fieldNames()).doesNotContain("ending");
    assertThat(receipt.encode())
        .doesNotContain("regions=", gateway.person(1).toString(), name(0), name(1));
  }

  @Test
  void theReceiptOfSomebodyElseLooksLikeNone() throws Exception {
    var access =
        client.get(QUERY, researcher).headers().firstValue("genogate-access-id").orElseThrow();
    var namesake = gateway.token(new Caller.Clinician("someone-1", "clinic"));
    var colleague = gateway.token(new Caller.Researcher("someone-2", "university", "project-1"));
    var outsider = gateway.token(new Caller.Person(gateway.person(5)));

    var none = client.get("/v1/receipts/" + "0".repeat(32), researcher);

    assertThat(none.statusCode()).isEqualTo(404);
    for (var token : new String[] {namesake, colleague, outsider}) {
      var answer = client.get("/v1/receipts/" + access, token);
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.body()).isEqualTo(none.body());
    }
    assertThat(client.get("/v1/receipts/nonsense", researcher).body()).isEqualTo(none.body());
  }

  @Test
  void whoNeitherAskedNorIsAskedAboutHasNoReceipts() throws Exception {
    var auditor = gateway.token(new Caller.Auditor("auditor-1"));

    assertThat(client.get("/v1/receipts/" + "0".repeat(32), auditor).statusCode()).isEqualTo(403);
    assertThat(client.get("/v1/receipts/" + "0".repeat(32), "").statusCode()).isEqualTo(401);
    assertThat(client.get("/v1/receipts/" + "0".repeat(32) + "?all=1", researcher).statusCode())
        .isEqualTo(400);
  }

  @Test
  void noReceiptIsKeptInACache() throws Exception {
    var access =
        client.get(QUERY, researcher).headers().firstValue("genogate-access-id").orElseThrow();

    assertThat(client.get("/v1/receipts/" + access, researcher).headers().map())
        .containsEntry("cache-control", List.of("no-store"));
  }

  private String newestAccessOf(int sample) throws Exception {
    try (var patient = gateway.patient(sample)) {
      return patient
          .get("/v1/me/accesses")
          .getJsonArray("accesses")
          .getJsonObject(0)
          .getString("accessId");
    }
  }

  private static String name(int sample) {
    return CohortGenerator.sampleName(sample);
  }

  /// As the holder of a receipt does, with the log's key from elsewhere.
  private Entry verified(JsonObject proven) throws Exception {
    var entry = bytes(proven, "entry");
    var key =
        VerifierKey.parse(
            Files.readString(gateway.gateway().data().resolve("ledger").resolve("vkey")).strip());
    var _ =
        TlogProof.parse(proven.getString("proof").getBytes(UTF_8)).verify(Hash.leaf(entry), key);
    return Entry.decode(entry);
  }

  private static CloseDetail detail(JsonObject ending) {
    return new CloseDetail(
        salt(ending, "salt"),
        Instant.parse(ending.getString("at")),
        ending.getLong("bytes"),
        ending.getLong("records"),
        Outcome.valueOf(ending.getString("outcome")),
        Hash.of(bytes(ending, "bodyRoot")),
        ending.getLong("ledgerSize"));
  }

  private static Salt salt(JsonObject json, String field) {
    return Salt.of(bytes(json, field));
  }

  private static byte[] bytes(JsonObject json, String field) {
    return Base64.getDecoder().decode(json.getString(field));
  }
}
