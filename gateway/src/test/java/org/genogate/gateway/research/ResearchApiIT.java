package org.genogate.gateway.research;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.genogate.gateway.access.PatientDesk.Terms;
import org.genogate.gateway.custody.Publication.Order;
import org.genogate.gateway.custody.Publication.SampleOwners;
import org.genogate.gateway.identity.Caller;
import org.genogate.gateway.node.RawClient;
import org.genogate.gateway.node.TestGateway;
import org.genogate.genomics.cohort.CallableRegions;
import org.genogate.genomics.cohort.IngestProgress;
import org.genogate.genomics.synthetic.CohortGenerator;
import org.genogate.ledger.event.Asked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Persons 0 to 4 allow health research, 3 of them without one region; 5 allows research on the one
/// disease; 6 is refused to all; 7 was never asked; 8 and 9 belong to single tests; the others
/// allow health research.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ResearchApiIT {

  private static final String PATH = "/v1/datasets/" + TestGateway.DATASET + "/variants";
  private static final String REGION = "region=22:20000000-20010000";
  private static final String JSON = "application/json";
  private static final String FORM = "application/x-www-form-urlencoded";

  private static final int STREAMS = 2;

  /// So many that an answer with all their dosages is larger than what sockets hold.
  private static final int PEOPLE = 300;

  private Path folder;
  private TestGateway gateway;
  private RawClient client;
  private String token;

  @BeforeAll
  void start(@TempDir Path empty) throws Exception {
    folder = empty;
    gateway =
        TestGateway.start(
            folder,
            PEOPLE,
            20_000,
            new JsonObject()
                .put("streamsPerRequester", STREAMS)
                .put("regionsPerQuery", 3)
                .put("samplesPerQuery", 4)
                .put("streamsTotal", 20));
    client = new RawClient(gateway);
    token = gateway.token(new Caller.Researcher("researcher-1", "university", "project-1"));
    for (int sample = 0; sample < 5; sample++) {
      var _ =
          sample == 3
              ? gateway.grant(sample, "HMB", TestGateway.LABEL)
              : gateway.grant(sample, "HMB");
    }
    var _ = gateway.grant(5, "DS");
    for (int sample = 10; sample < PEOPLE; sample++) {
      var _ = gateway.grant(sample, "HMB");
    }
    gateway.awaitSealed();
  }

  @AfterAll
  void stop() throws Exception {
    client.close();
    gateway.close();
  }

  private static String sample(int index) {
    return CohortGenerator.sampleName(index);
  }

  private HttpResponse<byte[]> ask(String query) throws Exception {
    return client.get(PATH + "?" + query, token);
  }

  private Table table(String query) throws Exception {
    var answer = ask(query);
    assertThat(answer.statusCode()).as(new String(answer.body(), UTF_8)).isEqualTo(200);
    return Table.read(answer.body());
  }

  @Test
  void theSameQuestionGetsTheSameAnswerHoweverItIsSent() throws Exception {
    var query = REGION + "&region=22:20020000-20030000&purpose=HMB&view=dosages&limit=40";
    var json =
        new JsonObject()
            .put("region", new JsonArray().add("22:20000000-20010000").add("22:20020000-20030000"))
            .put("purpose", "HMB")
            .put("view", "dosages")
            .put("limit", 40);

    var got = Table.read(ask(query).body());
    var posted = Table.read(client.post(PATH, token, json).body());
    var form = Table.read(client.post(PATH, token, FORM, query).body());

    assertThat(got.rows()).hasSize(40);
    assertThat(posted.withoutAccess()).isEqualTo(got.withoutAccess());
    assertThat(form.withoutAccess()).isEqualTo(got.withoutAccess());
  }

  @Test
  void headersAndSchemaNameTheAccessAndTheLedger() throws Exception {
    var answer = ask(REGION + "&purpose=HMB");
    var table = Table.read(answer.body());

    assertThat(answer.headers().firstValue("content-type"))
        .contains("application/vnd.apache.arrow.stream");
    assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
    assertThat(answer.headers().firstValue("genogate-access-id"))
        .hasValueSatisfying(id -> assertThat(id).matches("[0-9a-f]{32}"))
        .contains(table.metadata().get("genogate.access_id"));
    assertThat(answer.headers().firstValue("genogate-ledger-size"))
        .contains(table.metadata().get("genogate.ledger_size"));
    assertThat(table.metadata())
        .containsEntry("genogate.dataset", TestGateway.DATASET)
        .containsEntry("genogate.dataset_version", "1");
  }

  @Test
  void onlyWhoeverConsentedIsInTheAnswer() throws Exception {
    assertThat(table(REGION + "&purpose=HMB&samples=" + sample(0)).samples())
        .containsExactly(sample(0));
    assertThat(table(REGION + "&purpose=HMB").samples())
        .contains(sample(0), sample(1), sample(2), sample(3), sample(4))
        .doesNotContain(sample(5), sample(6), sample(7));
  }

  @Test
  void aSampleThatIsNotPermittedLooksLikeOneThatIsNotThere() throws Exception {
    var query = REGION + "&purpose=HMB&view=dosages&samples=%s,%s,%s";

    var notPermitted = table(query.formatted(sample(2), sample(7), sample(0)));
    var unknown = table(query.formatted(sample(2), "NOBODY", sample(0)));

    assertThat(notPermitted.samples()).containsExactly(sample(2), sample(0));
    assertThat(notPermitted.withoutAccess()).isEqualTo(unknown.withoutAccess());
  }

  @Test
  void theLimitCutsTheRowsAndNothingElse() throws Exception {
    var all = table("region=22&purpose=HMB");
    var some = table("region=22&purpose=HMB&limit=7");

    assertThat(all.rows()).hasSizeGreaterThan(7);
    assertThat(some.positions()).isEqualTo(all.positions().subList(0, 7));
  }

  @Test
  void compressedBodiesHoldTheSameRows() throws Exception {
    var query = REGION + "&purpose=HMB&view=dosages";
    var plain = ask(query);
    var compressed = ask(query + "&compression=zstd");

    assertThat(compressed.body()).hasSizeLessThan(plain.body().length);
    assertThat(Table.read(compressed.body()).withoutAccess())
        .isEqualTo(Table.read(plain.body()).withoutAccess());
  }

  @Test
  void aForeignDatasetLooksLikeOneThatIsNotThere() throws Exception {
    var question = "?" + REGION + "&purpose=HMB";
    var _ =
        gateway
            .node()
            .publication()
            .publish(
                new Order(
                    "foreign",
                    folder.resolve("cohort.vcf.gz"),
                    new SampleOwners.EachItsOwn(),
                    new CallableRegions.Unknown()),
                IngestProgress.NONE);

    var unknown = client.get("/v1/datasets/nothing/variants" + question, token);
    var foreign = client.get("/v1/datasets/foreign/variants" + question, token);

    assertThat(foreign.statusCode()).isEqualTo(403);
    assertThat(unknown.statusCode()).isEqualTo(403);
    assertThat(foreign.body()).isEqualTo(unknown.body());
  }

  @Test
  void aPurposeThatTheProjectDoesNotHaveIsRefusedLikeAnUnknownDataset() throws Exception {
    var purpose = ask(REGION + "&purpose=GRU");
    var dataset = client.get("/v1/datasets/nothing/variants?" + REGION + "&purpose=HMB", token);

    assertThat(purpose.statusCode()).isEqualTo(403);
    assertThat(RawClient.code(purpose)).isEqualTo("not-authorized");
    assertThat(purpose.body()).isEqualTo(dataset.body());
  }

  @Test
  void aPersonWhoStopsItIsGoneFromTheNextAnswer() throws Exception {
    var _ = gateway.grant(8, "HMB");
    gateway.awaitSealed();
    var before = table(REGION + "&purpose=HMB");

    var _ = gateway.node().desks().patients().stopEverything(gateway.person(8), Asked.AT_DESK);
    var after = table(REGION + "&purpose=HMB");

    assertThat(before.samples()).contains(sample(8));
    assertThat(after.samples()).isEqualTo(without(before.samples(), sample(8)));
  }

  private static List<String> without(List<String> all, String one) {
    return all.stream().filter(each -> !each.equals(one)).toList();
  }

  @Test
  void researchOnADiseaseTakesItsExactTerm() throws Exception {
    var exact = table(REGION + "&purpose=DS&disease=" + TestGateway.DISEASE);
    var another = ask(REGION + "&purpose=DS&disease=MONDO:0000001");

    // Who allows all health research allows this disease too.
    assertThat(exact.samples()).contains(sample(0), sample(5));
    assertThat(another.statusCode()).isEqualTo(403);
  }

  @Test
  void aRegionThatIsHeldBackIsNullThereAndNowhereElse() throws Exception {
    var table = table("region=22:20000000-20006000&purpose=HMB&view=dosages");
    var positions = table.positions();
    var held = table.dosagesOf(sample(3));
    var open = table.dosagesOf(sample(2));

    var inside = new ArrayList<String>();
    var outside = new ArrayList<String>();
    for (int row = 0; row < positions.size(); row++) {
      int position = positions.get(row);
      (position >= 20_001_000 && position <= 20_003_000 ? inside : outside).add(held.get(row));
    }
    assertThat(inside).isNotEmpty().containsOnly(".");
    assertThat(outside).isNotEmpty().doesNotContain(".");
    assertThat(open).doesNotContain(".");
  }

  @Test
  void everyRoleButAResearcherIsRefused() throws Exception {
    for (var caller :
        List.of(
            new Caller.Clinician("clinician-1", "clinic"),
            new Caller.Person(gateway.person(0)),
            new Caller.Custodian("custodian-1"),
            new Caller.Auditor("auditor-1"))) {
      // The question is malformed, too: who asks comes first.
      var answer = client.get(PATH + "?region=22:9-1", gateway.token(caller));

      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(RawClient.code(answer)).isEqualTo("wrong-role");
    }
    assertThat(client.get(PATH + "?region=22:9-1", "").statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"HEAD", "PUT", "DELETE", "PATCH"})
  void otherMethodsAreNotAllowed(String method) throws Exception {
    assertThat(client.send(method, PATH + "?" + REGION + "&purpose=HMB", token).statusCode())
        .isEqualTo(405);
  }

  @ParameterizedTest
  @CsvSource({
    "'', 400, malformed-request",
    "purpose=HMB, 400, malformed-request",
    "region=22, 400, malformed-request",
    "region=22&purpose=XYZ, 400, unknown-purpose",
    "region=99&purpose=HMB, 400, unfit-question",
    "region=22&purpose=HMB&limit=, 400, malformed-request",
    "region=22&purpose=HMB&limt=5, 400, malformed-request",
    "region=22&purpose=HMB&view=%zz, 400, malformed-request",
  })
  void aQuestionThatDoesNotFitIsRefusedBeforeAnythingIsRead(String query, int status, String code)
      throws Exception {
    var answer = rawQuery(query);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(RawClient.code(answer)).isEqualTo(code);
    assertThat(answer.headers().firstValue("genogate-access-id")).isEmpty();
  }

  private HttpResponse<byte[]> rawQuery(String query) throws Exception {
    // `URI` lets no broken escape through, so it is put into the form instead.
    return query.contains("%zz") ? client.post(PATH, token, FORM, query) : ask(query);
  }

  @Test
  void aPostIsReadOnceAndAsWhatItSays() throws Exception {
    var question = new JsonObject().put("region", "22").put("purpose", "HMB");

    assertThat(client.post(PATH + "?limit=1", token, question).statusCode()).isEqualTo(400);
    assertThat(client.post(PATH, token, "text/plain", "x").statusCode()).isEqualTo(415);
    assertThat(client.post(PATH, token, JSON, "{\"region\":").statusCode()).isEqualTo(400);
    assertThat(client.post(PATH, token, JSON, "").statusCode()).isEqualTo(400);
    assertThat(
            client.post(PATH, token, question.copy().put("purpose", new JsonArray())).statusCode())
        .isEqualTo(400);
    assertThat(
            client.post(PATH, token, question.copy().put("samples", new JsonArray())).statusCode())
        .isEqualTo(400);
    assertThat(client.post(PATH, token, question.copy().putNull("limit")).statusCode())
        .isEqualTo(400);
  }

  @Test
  void moreStreamsThanOneRequesterMayHaveAreRefused() throws Exception {
    var busy = gateway.token(new Caller.Researcher("researcher-9", "university", "project-1"));
    var query = PATH + "?region=22&purpose=HMB&view=dosages";
    var open = new ArrayList<HttpResponse<InputStream>>();
    try {
      // Nobody reads these; each is larger than what sockets hold, or it would end by itself.
      for (int stream = 0; stream < STREAMS; stream++) {
        open.add(slow(query, busy));
      }

      var refused = client.get(query, busy);

      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.headers().firstValue("retry-after")).isPresent();
      assertThat(client.get(query + "&limit=1", token).statusCode()).isEqualTo(200);
    } finally {
      for (var stream : open) {
        stream.body().close();
      }
    }
  }

  private HttpResponse<InputStream> slow(String query, String busy) throws Exception {
    var answer = client.open(query, busy);
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer;
  }

  @Test
  void aGrantToAnotherOrganisationOpensNothing() throws Exception {
    var person = gateway.person(9);
    var _ =
        gateway
            .node()
            .desks()
            .patients()
            .grant(
                person,
                new Terms(
                    "HMB",
                    "",
                    "organisation:clinic",
                    Set.of(),
                    Instant.now().truncatedTo(ChronoUnit.MILLIS),
                    Instant.MAX,
                    Set.of()),
                Asked.AT_DESK);
    gateway.awaitSealed();

    assertThat(table(REGION + "&purpose=HMB").samples()).doesNotContain(sample(9));
  }
}
