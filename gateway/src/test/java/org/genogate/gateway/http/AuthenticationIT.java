package org.genogate.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import org.genogate.gateway.identity.Caller;
import org.genogate.gateway.identity.RefusedTokenException.Fault;
import org.genogate.gateway.identity.TokenIssuer;
import org.genogate.gateway.identity.TokenVerifier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthenticationIT {

  private final TokenIssuer issuer =
      TokenIssuer.create(
          "https://idp.example.org", "genogate", new SecureRandom(), Clock.systemUTC());
  private final LinkedBlockingQueue<Fault> strangers = new LinkedBlockingQueue<>();

  @TempDir private Path folder;
  private RunningServer server;

  @BeforeEach
  void start() throws Exception {
    var verifier =
        new TokenVerifier(
            List.of(issuer.writeKeys(folder.resolve("jwks.json"))),
            Set.of("charite"),
            Map.of("heart", "charite"),
            Clock.systemUTC());
    var authentication = new Authentication(verifier, strangers::add);
    server =
        RunningServer.start(work ->
            router ->
                router
                    .get("/whoami")
                    .handler(
                        work.handler(context ->
                            context
                                .response()
                                .end(authentication.caller(context, Caller.Researcher.class).id())
                                .await())));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aResearcherIsKnown() throws Exception {
    var answer = server.send(asking("Bearer " + token(researcher())));

    assertThat(answer.body()).isEqualTo("ada");
  }

  @Test
  void theSchemeIsReadInAnyCase() throws Exception {
    assertThat(server.send(asking("bearer " + token(researcher()))).statusCode()).isEqualTo(200);
  }

  @Test
  void anotherRoleIsForbidden() throws Exception {
    var answer = server.send(asking("Bearer " + token(new Caller.Clinician("bob", "charite"))));

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(new JsonObject(answer.body()).getString("code")).isEqualTo("wrong-role");
    assertThat(strangers).isEmpty();
  }

  @Test
  void nobodyIsAskedForAToken() throws Exception {
    var answer = server.get("/whoami");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("www-authenticate")).hasValue("Bearer");
    assertThat(strangers).containsExactly(Fault.TOKEN_MISSING);
  }

  @Test
  void aTokenInTheAddressIsNotRead() throws Exception {
    assertThat(server.get("/whoami?access_token=" + token(researcher())).statusCode())
        .isEqualTo(401);
  }

  @Test
  void twoAuthorizationFieldsAreRefused() throws Exception {
    var field = "Authorization: Bearer " + token(researcher()) + "\r\n";
    var answer =
        server.raw(
            "GET /whoami HTTP/1.1\r\nHost: test\r\nConnection: close\r\n" + field + field + "\r\n");

    assertThat(answer).contains(" 401 ").contains("token-repeated");
  }

  @Test
  void aForeignProjectIsRefused() throws Exception {
    var answer =
        server.send(asking("Bearer " + token(new Caller.Researcher("ada", "charite", "lung"))));

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).contains("project-foreign");
  }

  @Test
  void aTokenOfOverEightKibibytesIsRefused() throws Exception {
    var answer = server.send(asking("Bearer " + "a".repeat(8 * 1024 + 1)));

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).contains("token-too-long").doesNotContain("aaaa");
  }

  @Test
  void aTokenThatFillsTheHeaderNeverReachesUs() throws Exception {
    assertThat(server.send(asking("Bearer " + "a".repeat(1 << 16))).statusCode()).isEqualTo(431);
  }

  private static Caller researcher() {
    return new Caller.Researcher("ada", "charite", "heart");
  }

  private String token(Caller caller) {
    return issuer.mint(caller, Duration.ofMinutes(5));
  }

  private HttpRequest asking(String authorization) {
    return HttpRequest.newBuilder(server.uri("/whoami"))
        .header("authorization", authorization)
        .build();
  }
}
