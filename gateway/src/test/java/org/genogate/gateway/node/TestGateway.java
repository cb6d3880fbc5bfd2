package org.genogate.gateway.node;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.genogate.gateway.access.PatientDesk.Change;
import org.genogate.gateway.access.PatientDesk.Terms;
import org.genogate.gateway.client.GatewayClient;
import org.genogate.gateway.custody.Publication.Order;
import org.genogate.gateway.custody.Publication.SampleOwners;
import org.genogate.gateway.http.Listening;
import org.genogate.gateway.identity.Caller;
import org.genogate.gateway.identity.TokenIssuer;
import org.genogate.genomics.cohort.CallableRegions;
import org.genogate.genomics.cohort.IngestProgress;
import org.genogate.genomics.synthetic.CohortGenerator;
import org.genogate.genomics.synthetic.CohortSettings;
import org.genogate.ledger.event.Asked;
import org.genogate.ledger.event.PersonTag;

/// A gateway on loopback over a made-up cohort `asthma-trial` on contig 22, in which each sample is
/// a person of the same name. One project, `project-1` of `university`, may ask for HMB and for DS
/// MONDO:0004992; `clinic` has clinicians. Nobody has consented to anything until a test says so.
public final class TestGateway implements AutoCloseable {

  public static final String DATASET = "asthma-trial";
  public static final String DISEASE = "MONDO:0004992";
  public static final String LABEL = "gene-a";

  private static final String ISSUER = "https://issuer.test.invalid";
  private static final String AUDIENCE = "genogate-test";

  private final Path folder;
  private final TokenIssuer issuer;
  private Gateway gateway;

  private TestGateway(Path folder, TokenIssuer issuer, Gateway gateway) {
    this.folder = folder;
    this.issuer = issuer;
    this.gateway = gateway;
  }

  /// Starts one in the empty `folder`.
  ///
  /// @param limits as the configuration writes them, such as `batchBytes`
  public static TestGateway start(Path folder, int samples, int sites, JsonObject limits)
      throws Exception {
    var issuer = TokenIssuer.create(ISSUER, AUDIENCE, new SecureRandom(), Clock.systemUTC());
    var keys = folder.resolve("jwks.json");
    var _ = issuer.writeKeys(keys);
    Files.writeString(
        folder.resolve("panel.tsv"),
        "#CHROM\tPOS\tID\tREF\tALT\tGENE\n22\t30000000\trs1\tC\tT\tG1\n");
    Files.createDirectories(folder.resolve("data"));
    Files.writeString(
        folder.resolve("data").resolve("gateway.json"), config(keys, limits).encode());
    var cohort = folder.resolve("cohort.vcf.gz");
    CohortGenerator.writeCompressed(CohortSettings.tidy(samples, sites, 1), cohort);
    var test = new TestGateway(folder, issuer, open(folder));
    var _ =
        test.gateway
            .node()
            .publication()
            .publish(
                new Order(
                    DATASET, cohort, new SampleOwners.EachItsOwn(), new CallableRegions.Unknown()),
                IngestProgress.NONE);
    return test;
  }

  private static Gateway open(Path folder) throws Exception {
    var data = folder.resolve("data");
    return Gateway.start(
        new Gateway.Settings(
            data,
            data.resolve("gateway.json"),
            new Listening("127.0.0.1", 0, new Listening.Transport.Loopback())));
  }

  private static JsonObject config(Path keys, JsonObject limits) {
    return new JsonObject()
        .put("custodian", new JsonObject().put("name", "Test Hospital"))
        .put(
            "organisations",
            new JsonObject().put("university", "A University").put("clinic", "A Clinic"))
        .put(
            "issuers",
            new JsonArray()
                .add(
                    new JsonObject()
                        .put("issuer", ISSUER)
                        .put("audience", AUDIENCE)
                        .put("jwks", keys.toString())))
        .put(
            "projects",
            new JsonArray()
                .add(
                    new JsonObject()
                        .put("id", "project-1")
                        .put("title", "A Project")
                        .put("organisation", "university")
                        .put(
                            "purposes",
                            new JsonArray()
                                .add(new JsonObject().put("code", "HMB"))
                                .add(new JsonObject().put("code", "DS").put("disease", DISEASE)))
                        .put("datasets", new JsonArray().add(DATASET))))
        .put(
            "regions",
            new JsonObject()
                .put(
                    LABEL,
                    new JsonObject()
                        .put("title", "Gene A")
                        .put("places", new JsonArray().add("22:20001000-20003000"))))
        .put(
            "panels",
            new JsonObject()
                .put(
                    "panel-1",
                    new JsonObject()
                        .put("title", "A panel")
                        .put("file", keys.resolveSibling("panel.tsv").toString())))
        .put("limits", limits);
  }

  /// Stops it and starts it again on the same data.
  public void restart() throws Exception {
    gateway.close();
    gateway = open(folder);
  }

  public Gateway gateway() {
    return gateway;
  }

  public Node node() {
    return gateway.node();
  }

  /// The person whose sample is the one with this 0-based index.
  public PersonTag person(int sample) {
    return node().people().tagOf(CohortGenerator.sampleName(sample)).orElseThrow();
  }

  /// Records a grant to anyone, without waiting for its seal; see [#awaitSealed].
  public Change grant(int sample, String use, String... withheld) throws Exception {
    return node()
        .desks()
        .patients()
        .grant(
            person(sample),
            new Terms(
                use,
                use.equals("DS") ? DISEASE : "",
                "anyone",
                Set.of(),
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                Instant.MAX,
                Set.of(withheld)),
            Asked.AT_DESK);
  }

  /// Returns once every grant recorded so far acts.
  public void awaitSealed() {
    node().ledger().awaitSealed();
  }

  public String token(Caller caller) {
    return issuer.mint(caller, Duration.ofHours(1));
  }

  public GatewayClient client(Caller caller) {
    return new GatewayClient(gateway.running().address(), token(caller));
  }

  public GatewayClient researcher() {
    return client(new Caller.Researcher("researcher-1", "university", "project-1"));
  }

  public GatewayClient clinician() {
    return client(new Caller.Clinician("clinician-1", "clinic"));
  }

  public GatewayClient patient(int sample) {
    return client(new Caller.Person(person(sample)));
  }

  public GatewayClient auditor() {
    return client(new Caller.Auditor("auditor-1"));
  }

  @Override
  public void close() throws IOException {
    gateway.close();
  }
}
