package org.genogate.gateway.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.genogate.gateway.identity.Caller;
import org.genogate.gateway.node.RawClient;
import org.genogate.gateway.node.TestGateway;
import org.genogate.genomics.synthetic.CohortGenerator;
import org.genogate.genomics.synthetic.CohortSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatasetApiIT {

  private static final String PATH = "/v1/custodian/datasets";

  private Path folder;
  private TestGateway gateway;
  private RawClient client;

  @BeforeAll
  void start(@TempDir Path empty) throws Exception {
    folder = empty;
    gateway = TestGateway.start(folder, 3, 20, new JsonObject());
    client = new RawClient(gateway);
  }

  @AfterAll
  void stop() throws Exception {
    client.close();
    gateway.close();
  }

  private String secret() {
    return gateway.gateway().running().secret();
  }

  private JsonObject order(String dataset) {
    return new JsonObject()
        .put("dataset", dataset)
        .put("source", folder.resolve("cohort.vcf.gz").toString());
  }

  private List<JsonObject> lines(JsonObject order) throws Exception {
    var answer = client.post(PATH, secret(), order);
    assertThat(answer.statusCode()).as(new String(answer.body(), UTF_8)).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type")).contains("application/x-ndjson");
    return new String(answer.body(), UTF_8).lines().map(JsonObject::new).toList();
  }

  @Test
  void aFileIsTakenWhileItsProgressIsTold() throws Exception {
    var large = folder.resolve("large.vcf.gz");
    CohortGenerator.writeCompressed(CohortSettings.tidy(50, 20_000, 2), large);

    var lines = lines(order("large").put("source", large.toString()));

    var last = lines.getLast();
    assertThat(last.getInteger("version")).isEqualTo(1);
    assertThat(last.getInteger("samples")).isEqualTo(50);
    assertThat(last.getLong("sites")).isEqualTo(20_000);
    assertThat(lines).hasSizeGreaterThan(1);
    for (var line : lines.subList(0, lines.size() - 1)) {
      assertThat(line.fieldNames()).containsExactlyInAnyOrder("bytesRead", "bytesTotal", "sites");
      assertThat(line.getLong("bytesTotal")).isEqualTo(Files.size(large));
    }
    assertThat(gateway.node().datasets().find("large")).isPresent();
  }

  @Test
  void aFileThatCannotBeTakenEndsWithALineThatSaysWhy() throws Exception {
    var damaged = Files.writeString(folder.resolve("damaged.vcf"), "##fileformat=VCFv4.2\nx\n");

    var lines = lines(order("damaged").put("source", damaged.toString()));

    assertThat(lines.getLast().fieldNames()).containsExactly("error");
    assertThat(lines.getLast().getString("error")).contains("line 2");
    assertThat(gateway.node().datasets().find("damaged")).isEmpty();
  }

  @Test
  void aPeopleFileThatCannotBeUsedEndsWithALineThatSaysWhy() throws Exception {
    var people = Files.writeString(folder.resolve("people.csv"), "person;sample\n");

    var lines = lines(order("people").put("people", people.toString()));

    assertThat(lines.getLast().getString("error")).contains("line 1 of the people file");
  }

  @Test
  void nobodyButTheOwnerOfTheDataFolderMayIngest() throws Exception {
    var custodian = gateway.token(new Caller.Custodian("custodian-1"));

    assertThat(RawClient.code(client.post(PATH, custodian, order("d")))).isEqualTo("not-local");
    assertThat(client.post(PATH, "", order("d")).statusCode()).isEqualTo(401);
    assertThat(client.post(PATH, "0".repeat(64), order("d")).statusCode()).isEqualTo(401);
    assertThat(gateway.node().datasets().find("d")).isEmpty();
  }

  @Test
  void anOrderThatIsNotWholeIsRefused() throws Exception {
    for (var order :
        List.of(
            order("Not Good"),
            order("d").putNull("dataset"),
            order("d").put("dataset", 1),
            order("d").putNull("people"),
            order("d").put("samples", "x"),
            order("d").put("source", "cohort.vcf.gz"),
            order("d").put("source", folder.toString()),
            order("d").put("source", folder.resolve("absent").toString()),
            order("d").put("callable", folder.resolve("absent").toString()),
            new JsonObject().put("dataset", "d"))) {
      var answer = client.post(PATH, secret(), order);

      assertThat(answer.statusCode()).as(order.encode()).isEqualTo(400);
      assertThat(RawClient.code(answer)).isEqualTo("malformed-request");
    }
    assertThat(client.post(PATH, secret(), "application/json", "[1]").statusCode()).isEqualTo(400);
    assertThat(client.post(PATH, secret(), "application/json", "{").statusCode()).isEqualTo(400);
    assertThat(client.post(PATH, secret(), "application/json", "").statusCode()).isEqualTo(400);
  }
}
