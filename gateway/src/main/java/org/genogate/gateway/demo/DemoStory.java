package org.genogate.gateway.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.SequenceInputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.genogate.gateway.client.GatewayClient;
import org.genogate.gateway.client.GatewayException;
import org.genogate.gateway.client.ServedLedger;
import org.genogate.gateway.config.ConfigException;
import org.genogate.gateway.node.FolderInUseException;
import org.genogate.gateway.node.Gateway;
import org.genogate.genomics.arrow.VariantTable;
import org.genogate.ledger.BrokenLedgerException;
import org.genogate.ledger.LedgerAudit;
import org.genogate.ledger.checkpoint.InvalidNoteException;
import org.genogate.ledger.checkpoint.TlogProof;
import org.genogate.ledger.checkpoint.VerifierKey;
import org.genogate.ledger.merkle.Hash;
import org.genogate.ledger.merkle.InvalidProofException;

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
          ConfigException,
          GatewayException {
    var demo = new Demo(folder, size, narrator);
    try (var gateway = demo.start(0)) {
      narrator.accept("ready: the gateway answers");
      try (var cast = Cast.of(gateway, folder)) {
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
      try (var cast = Cast.of(gateway, folder)) {
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
      GatewayClient patient)
      implements AutoCloseable {

    static Cast of(Gateway gateway, DemoFolder folder) throws IOException {
      return new Cast(
          client(gateway, folder, "researcher"),
          client(gateway, folder, "other-researcher"),
          client(gateway, folder, "clinician"),
          client(gateway, folder, "patient"));
    }

    private static GatewayClient client(Gateway gateway, DemoFolder folder, String who)
        throws IOException {
      return new GatewayClient(
          gateway.running().address(), Files.readString(folder.token(who)).strip());
    }

    @Override
    public void close() {
      researcher.close();
      otherResearcher.close();
      clinician.close();
      patient.close();
    }
  }

  /// An earlier play ends with the patient having stopped everything.
  private void consentAgain(Cast cast)
      throws StoryException, GatewayException, InterruptedException {
    var patient = cast.patient();
    if (inForce(patient) >= 2) {
      return;
    }
    for (var use : List.of("HMB", "CARE")) {
      var withheld =
          use.equals("CARE") ? new JsonArray().add(DemoWorld.WITHHELD_LABEL) : new JsonArray();
      var _ =
          patient.post(
              "/v1/me/consents",
              new JsonObject().put("kind", "grant").put("use", use).put("withheld", withheld));
    }
    for (int tries = 0; inForce(patient) < 2; tries++) {
      check(tries < 100, "the patient's grants were never sealed");
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private static long inForce(GatewayClient patient) throws GatewayException {
    return patient.get("/v1/me/consents").getJsonArray("consents").stream()
        .map(JsonObject.class::cast)
        .filter(consent -> consent.getString("state").equals("in-force"))
        .count();
  }

  /// @return the samples of the answer
  private JsonArray query(Cast cast) throws StoryException, GatewayException, IOException {
    try (var body =
        cast.researcher().stream(QUERY + "?region=22:20000000-20010000&purpose=HMB&view=sites")) {
      var summary = VariantTable.write(body, new PrintWriter(Writer.nullWriter()));
      check(summary.rows() > 0, "a query had no rows");
      var samples = new JsonArray(summary.metadata().get("genogate.samples"));
      check(!samples.isEmpty() && samples.size() < size.samples(), "not everybody consented");
      narrator.accept(
          "query: %,d variants, counted over the %,d of %,d people who allow health research"
              .formatted(summary.rows(), samples.size(), size.samples()));
      return samples;
    }
  }

  private void report(Cast cast) throws StoryException, GatewayException {
    var text = cast.clinician().get(REPORT).encode();
    for (var code : List.of("LA9633-4", "LA9634-2", "LA18198-4", "LA11884-6")) {
      check(text.contains(code), "the report lacks the answer %s", code);
    }
    narrator.accept("report: a FHIR bundle with present, absent, not called and not shared");
  }

  private void revokeMidstream(Cast cast, JsonArray samples)
      throws StoryException, GatewayException, IOException {
    int column = samples.getList().indexOf(DemoWorld.PATIENT_SAMPLE);
    check(column >= 0, "the patient is not in the answer");
    try (var body = cast.researcher().stream(QUERY + "?region=22&purpose=HMB&view=dosages")) {
      var before = body.readNBytes(READ_BEFORE);
      long begin = System.nanoTime();
      var stopped = cast.patient().post("/v1/me/revocation", new JsonObject());
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
      check(stopped.getInteger("streamsAffected") >= 1, "no stream was under way");
      long index = stopped.getLong("ledgerIndex");
      narrator.accept(
          "revocation: acknowledged in %d ms, at ledger index %d, while a stream ran"
              .formatted(millis, index));
      var whole = new SequenceInputStream(new ByteArrayInputStream(before), body);
      requireNulled(DosageRows.read(whole, column), index);
    }
  }

  private void requireNulled(DosageRows rows, long revocation) throws StoryException {
    check(rows.presentUpTo(revocation) > 0, "the patient was never in the stream");
    check(rows.after(revocation) > 0, "the stream ended before the revocation");
    check(rows.presentAfter(revocation) == 0, "the patient's data went on after the revocation");
    narrator.accept(
        "the stream went on: %,d rows held the patient before, %,d rows after hold null"
            .formatted(rows.presentUpTo(revocation), rows.after(revocation)));
  }

  private void refuseOtherProject(Cast cast) throws StoryException {
    var refusal =
        refusal(cast.otherResearcher(), QUERY + "?region=22:20000000-20010000&purpose=HMB");
    check(refusal.status() == 403, "a foreign purpose was answered %d", refusal.status());
    narrator.accept("refused: a project that does not cover health research, and recorded");
  }

  private void refuseReport(Cast cast) throws StoryException {
    var stopped = refusal(cast.clinician(), REPORT);
    var stranger = refusal(cast.clinician(), REPORT.replace(DemoWorld.PATIENT, "P-9999999"));
    check(stopped.status() == 403, "a stopped report was answered %d", stopped.status());
    check(
        String.valueOf(stopped.getMessage()).equals(stranger.getMessage()),
        "a patient who stopped it and one who does not exist can be told apart");
    narrator.accept("refused: the patient's report, in the same words as for a stranger's");
  }

  private static GatewayException refusal(GatewayClient client, String path) throws StoryException {
    try {
      var _ = client.bytes(path);
    } catch (GatewayException e) {
      return e;
    }
    throw new StoryException("what must be refused was answered");
  }

  private void receipt(Cast cast, Gateway gateway)
      throws StoryException, GatewayException, IOException {
    var patient = cast.patient();
    var accesses = patient.get("/v1/me/accesses").getJsonArray("accesses");
    check(accesses.size() >= 4, "the patient sees %d accesses", accesses.size());
    var midway =
        accesses.stream()
            .map(JsonObject.class::cast)
            .filter(access -> access.getString("outcome").equals("consent-withdrawn-midway"))
            .findFirst()
            .orElseThrow(() -> new StoryException("no access says that consent was withdrawn"));
    var receipt = patient.get("/v1/receipts/" + midway.getString("accessId"));
    verifyEntry(receipt.getJsonObject("opened"), gateway);
    verifyEntry(receipt.getJsonObject("closed"), gateway);
    narrator.accept("receipt: the patient sees who looked, and both entries are proven");
  }

  /// As the holder of a receipt does: leaf hash from the entry, proof under a checkpoint of the
  /// log.
  private static void verifyEntry(JsonObject proven, Gateway gateway)
      throws StoryException, IOException {
    try {
      var leaf = Hash.leaf(Base64.getDecoder().decode(proven.getString("entry")));
      var _ = TlogProof.parse(proven.getString("proof").getBytes(UTF_8)).verify(leaf, key(gateway));
    } catch (InvalidNoteException | InvalidProofException e) {
      throw new StoryException("the receipt's proof does not hold", e);
    }
  }

  private static VerifierKey key(Gateway gateway) throws IOException, InvalidNoteException {
    return VerifierKey.parse(
        Files.readString(gateway.data().resolve("ledger").resolve("vkey")).strip());
  }

  private void stillWithoutThePatient(Cast cast)
      throws StoryException, GatewayException, IOException {
    check(
        !query(cast).contains(DemoWorld.PATIENT_SAMPLE), "the patient came back with the restart");
  }

  private void verify(String step, Gateway gateway) throws StoryException, IOException {
    var running = gateway.running();
    try (var client = new GatewayClient(running.address(), running.secret())) {
      var verified = LedgerAudit.verify(new ServedLedger(client, true), key(gateway));
      narrator.accept(
          "%s: %,d entries under %,d checkpoints"
              .formatted(step, verified.size(), verified.checkpoints()));
    } catch (BrokenLedgerException | InvalidNoteException e) {
      throw new StoryException("the ledger does not verify: " + e.getMessage(), e);
    }
  }

  private static void check(boolean holds, String otherwise, Object... facts)
      throws StoryException {
    if (!holds) {
      throw new StoryException(otherwise.formatted(facts));
    }
  }
}
