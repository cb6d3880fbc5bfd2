package org.genogate.gateway.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.genogate.gateway.config.ConfigException;
import org.genogate.gateway.node.FolderInUseException;
import org.genogate.gateway.node.Gateway;

/// Plays what GenoGate is for, over HTTP as anybody would, and checks each step.
public final class DemoStory {

  private static final String QUERY = "/v1/datasets/" + DemoWorld.DATASET + "/variants";
  private static final String REPORT =
      "/fhir/$variant-report?subject=%s&panel=%s".formatted(DemoWorld.PATIENT, DemoWorld.PANEL);

  /// What the researcher reads before the patient stops it: less than the sockets hold, so the
  /// stream is under way.
  private static final int READ_BEFORE = 512 * 1024;

  private final DemoFolder folder;
  private final Demo.Size size;
  private final Consumer<String> narrator;

  public DemoStory(DemoFolder folder, Demo.Size size, Consumer<String> narrator) {
    this.folder = folder;
    this.size = size;
    this.narrator = narrator;
  }

  /// Returns once every step went as it must.
  ///
  /// @throws StoryException naming the step that did not
  public void play()
      throws StoryException,
          IOException,
          InterruptedException,
          FolderInUseException,
          ConfigException {
    var demo = new Demo(folder, size, narrator);
    try (var gateway = demo.start(0)) {
      narrator.accept("ready: the gateway answers");
      try (var cast = new Cast(gateway, folder)) {
        consentAgain(cast);
        var people = query(cast);
        report(cast);
        revokeMidstream(cast, people);
        refuseOtherProject(cast);
        refuseReport(cast);
        receipt(cast, gateway);
      }
      verify("ledger verified", gateway);
    }
    try (var gateway = demo.start(0)) {
      narrator.accept("restarted on the same data");
      verify("ledger verified again", gateway);
      try (var cast = new Cast(gateway, folder)) {
        stillWithoutThePatient(cast);
      }
    }
    narrator.accept("the whole story went as it must");
  }

  /// Everyone in the story, each with their own token.
  private record Cast(
      GatewayClient researcher,
      GatewayClient otherResearcher,
      GatewayClient clinician,
      GatewayClient patient,
      GatewayClient custodian)
      implements AutoCloseable {

    Cast(Gateway gateway, DemoFolder folder) throws IOException {
      var address = gateway.running().address();
      this(
          new GatewayClient(address, folder, "researcher"),
          new GatewayClient(address, folder, "other-researcher"),
          new GatewayClient(address, folder, "clinician"),
          new GatewayClient(address, folder, "patient"),
          new GatewayClient(address, folder, "custodian"));
    }

    @Override
    public void close() {
      researcher.close();
      otherResearcher.close();
      clinician.close();
      patient.close();
      custodian.close();
    }
  }

  /// An earlier play ends with the patient having stopped everything.
  private void consentAgain(Cast cast) throws StoryException, IOException, InterruptedException {
    var patient = cast.patient();
    if (inForce(patient) >= 2) {
      return;
    }
    for (var use : new String[] {"HMB", "CARE"}) {
      var withheld =
          use.equals("CARE") ? new JsonArray().add(DemoWorld.WITHHELD_LABEL) : new JsonArray();
      var _ =
          patient.json(
              patient.post(
                  "/v1/me/consents",
                  new JsonObject().put("kind", "grant").put("use", use).put("withheld", withheld)));
    }
    for (int tries = 0; inForce(patient) < 2; tries++) {
      check(tries < 100, "the patient's grants were never sealed");
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private static long inForce(GatewayClient patient)
      throws StoryException, IOException, InterruptedException {
    return patient.json(patient.get("/v1/me/consents")).getJsonArray("consents").stream()
        .map(JsonObject.class::cast)
        .filter(consent -> consent.getString("state").equals("in-force"))
        .count();
  }

  /// @return the samples of the answer
  private JsonArray query(Cast cast) throws StoryException, IOException, InterruptedException {
    var response =
        cast.researcher().get(QUERY + "?region=22:20000000-20010000&purpose=HMB&view=sites");
    check(response.statusCode() == 200, "a query was answered %d", response.statusCode());
    var table = new java.io.StringWriter();
    var summary =
        org.genogate.genomics.arrow.VariantTable.write(
            response.body(), new java.io.PrintWriter(table));
    check(summary.rows() > 0, "a query had no rows");
    var samples = new JsonArray(summary.metadata().get("genogate.samples"));
    check(!samples.isEmpty() && samples.size() < size.samples(), "not everybody consented");
    narrator.accept(
        "query: %,d variants, counted over the %,d of %,d people who allow health research"
            .formatted(summary.rows(), samples.size(), size.samples()));
    return samples;
  }

  private void report(Cast cast) throws StoryException, IOException, InterruptedException {
    var bundle = cast.clinician().json(cast.clinician().get(REPORT));
    var text = bundle.encode();
    for (var code : new String[] {"LA9633-4", "LA9634-2", "LA18198-4", "LA11884-6"}) {
      check(text.contains(code), "the report lacks the answer %s", code);
    }
    narrator.accept("report: a FHIR bundle with present, absent, not called and not shared");
  }

  private void revokeMidstream(Cast cast, JsonArray samples)
      throws StoryException, IOException, InterruptedException {
    int column = samples.getList().indexOf("S000001");
    check(column >= 0, "the patient is not in the answer");
    var response = cast.researcher().get(QUERY + "?region=22&purpose=HMB&view=dosages");
    check(response.statusCode() == 200, "a stream was answered %d", response.statusCode());
    try (var body = response.body()) {
      var before = body.readNBytes(READ_BEFORE);
      long begin = System.nanoTime();
      var stopped = cast.patient().json(cast.patient().post("/v1/me/revocation", new JsonObject()));
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
      check(stopped.getInteger("streamsAffected") >= 1, "no stream was under way");
      long index = stopped.getLong("ledgerIndex");
      narrator.accept(
          "revocation: acknowledged in %d ms, at ledger index %d, while a stream ran"
              .formatted(millis, index));
      nulled(DosageRows.read(whole(before, body), column), index);
    }
  }

  private static InputStream whole(byte[] before, InputStream rest) {
    return new SequenceInputStream(new ByteArrayInputStream(before), rest);
  }

  private void nulled(DosageRows rows, long revocation) throws StoryException {
    check(rows.presentUpTo(revocation) > 0, "the patient was never in the stream");
    check(rows.after(revocation) > 0, "the stream ended before the revocation");
    check(rows.presentAfter(revocation) == 0, "the patient's data went on after the revocation");
    narrator.accept(
        "the stream went on: %,d rows held the patient before, %,d rows after hold null"
            .formatted(rows.presentUpTo(revocation), rows.after(revocation)));
  }

  private void refuseOtherProject(Cast cast)
      throws StoryException, IOException, InterruptedException {
    var response = cast.otherResearcher().get(QUERY + "?region=22:20000000-20010000&purpose=HMB");
    check(response.statusCode() == 403, "a foreign purpose was answered %d", response.statusCode());
    narrator.accept("refused: a project that does not cover health research, and recorded");
  }

  private void refuseReport(Cast cast) throws StoryException, IOException, InterruptedException {
    var stopped = cast.clinician().get(REPORT);
    var nobody = cast.clinician().get(REPORT.replace(DemoWorld.PATIENT, "P-9999999"));
    check(stopped.statusCode() == 403, "a stopped report was answered %d", stopped.statusCode());
    try (var one = stopped.body();
        var other = nobody.body()) {
      check(
          new String(one.readAllBytes(), UTF_8).equals(new String(other.readAllBytes(), UTF_8)),
          "a patient who stopped it and one who does not exist can be told apart");
    }
    narrator.accept("refused: the patient's report, in the same words as for a stranger's");
  }

  private void receipt(Cast cast, Gateway gateway)
      throws StoryException, IOException, InterruptedException {
    var patient = cast.patient();
    var accesses = patient.json(patient.get("/v1/me/accesses")).getJsonArray("accesses");
    check(accesses.size() >= 4, "the patient sees %d accesses", accesses.size());
    var midway =
        accesses.stream()
            .map(JsonObject.class::cast)
            .filter(access -> access.getString("outcome").equals("consent-withdrawn-midway"))
            .findFirst()
            .orElseThrow(() -> new StoryException("no access says that consent was withdrawn"));
    gateway.node().ledger().awaitSealed();
    var receipt = patient.get("/v1/receipts/" + midway.getString("accessId"));
    check(receipt.statusCode() == 200, "the receipt was answered %d", receipt.statusCode());
    try (var body = receipt.body()) {
      StoryChecks.verifyReceipt(body.readAllBytes(), gateway);
    }
    narrator.accept("receipt: the patient sees who looked, and the proof holds");
  }

  private void stillWithoutThePatient(Cast cast)
      throws StoryException, IOException, InterruptedException {
    check(!query(cast).contains("S000001"), "the patient came back with the restart");
  }

  private void verify(String step, Gateway gateway) throws StoryException, IOException {
    narrator.accept("%s: %s".formatted(step, StoryChecks.verifyLedger(gateway)));
  }

  private static void check(boolean holds, String otherwise, Object... facts)
      throws StoryException {
    if (!holds) {
      throw new StoryException(otherwise.formatted(facts));
    }
  }
}
