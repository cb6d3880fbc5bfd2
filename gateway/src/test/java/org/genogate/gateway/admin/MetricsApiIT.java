package org.genogate.gateway.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.genogate.gateway.http.Authentication;
import org.genogate.gateway.http.Listening.Transport;
import org.genogate.gateway.http.RunningServer;
import org.genogate.gateway.identity.Caller;
import org.genogate.gateway.identity.LocalSecret;
import org.genogate.gateway.identity.TokenIssuer;
import org.genogate.gateway.identity.TokenVerifier;
import org.genogate.gateway.node.RawClient;
import org.genogate.gateway.node.TestGateway;
import org.genogate.ledger.event.PersonTag;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MetricsApiIT {

  private static final String SECRET = "5".repeat(64);

  private final TokenIssuer issuer =
      TokenIssuer.create("idp", "genogate", new SecureRandom(), Clock.systemUTC());

  private Path folder;
  private TestGateway gateway;
  private RawClient client;

  @BeforeAll
  void start(@TempDir Path empty) throws Exception {
    folder = empty;
    gateway =
        TestGateway.start(Files.createDirectory(empty.resolve("gateway")), 3, 20, new JsonObject());
    client = new RawClient(gateway);
  }

  @AfterAll
  void stop() throws Exception {
    client.close();
    gateway.close();
  }

  @Test
  void onLoopbackWhoeverIsOnThisMachineMayRead() throws Exception {
    var answer = client.get("/metrics", "");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type").orElseThrow())
        .startsWith("text/plain; version=0.0.4");
    assertThat(new String(answer.body(), UTF_8)).contains("genogate_committed_entries ");
  }

  static List<Transport> reachedByOthers() {
    return List.of(
        new Transport.BehindProxy(), new Transport.Tls(Path.of("chain.pem"), Path.of("key.pem")));
  }

  /// The transport as the gateway was told, whatever the test's own server speaks.
  @ParameterizedTest
  @MethodSource("reachedByOthers")
  void whereOthersReachItTheCustodianAloneMayRead(Transport transport) throws Exception {
    var person = new Caller.Person(PersonTag.random(new SecureRandom()));
    try (var server = serve(transport)) {
      assertThat(status(server, "")).isEqualTo(401);
      assertThat(status(server, "5".repeat(63) + "6")).isEqualTo(401);
      assertThat(status(server, token(person))).isEqualTo(403);
      assertThat(status(server, token(new Caller.Auditor("a")))).isEqualTo(403);
      assertThat(status(server, token(new Caller.Researcher("r", "charite", "p")))).isEqualTo(403);
      assertThat(status(server, token(new Caller.Custodian("c")))).isEqualTo(200);
      assertThat(status(server, SECRET)).isEqualTo(200);
    }
  }

  private RunningServer serve(Transport transport) throws Exception {
    var verifier =
        new TokenVerifier(
            List.of(issuer.writeKeys(folder.resolve("jwks.json"))),
            Set.of("charite"),
            Map.of("p", "charite"),
            Clock.systemUTC());
    var authentication = new Authentication(verifier, new LocalSecret(SECRET), _ -> {});
    return RunningServer.start(
        work -> new MetricsApi(gateway.node().metrics(), transport, authentication, work));
  }

  private String token(Caller caller) {
    return issuer.mint(caller, Duration.ofMinutes(5));
  }

  private static int status(RunningServer server, String bearer) throws Exception {
    return server
        .send(
            HttpRequest.newBuilder(server.uri("/metrics"))
                .header("authorization", "Bearer " + bearer)
                .build())
        .statusCode();
  }

  @Test
  void itHoldsNoNameOfAPersonARequesterOrADataset() throws Exception {
    var _ = gateway.grant(0, "HMB", TestGateway.LABEL);
    gateway.awaitSealed();
    try (var researcher = gateway.researcher();
        var clinician = gateway.clinician()) {
      var _ = researcher.bytes("/v1/datasets/asthma-trial/variants?region=22&purpose=HMB");
      assertThat(
              catchThrowable(() ->
                  researcher.bytes("/v1/datasets/asthma-trial/variants?region=22&purpose=GRU")))
          .isNotNull();
      assertThat(
              catchThrowable(
                  () -> clinician.bytes("/fhir/$variant-report?subject=S000002&panel=panel-1")))
          .isNotNull();
    }

    var text = new String(client.get("/metrics", "").body(), UTF_8);

    assertThat(text)
        .contains("genogate_final_entries ")
        .doesNotContain(
            "S00000",
            gateway.person(0).toString(),
            gateway.person(0).toString().substring(0, 8),
            "researcher-1",
            "clinician-1",
            "university",
            "clinic",
            "project-1",
            "asthma-trial",
            TestGateway.LABEL,
            "panel-1");
  }
}
