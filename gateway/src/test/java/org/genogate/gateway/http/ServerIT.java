package org.genogate.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.genogate.gateway.http.RunningServer.Apis;
import org.junit.jupiter.api.Test;

class ServerIT {

  private static final String NAMED = "/v1/people/4711?region=22:1-2";

  @Test
  void itIsAliveAndReady() throws Exception {
    try (var server = start()) {
      assertThat(server.get("/health/live").statusCode()).isEqualTo(200);
      var ready = server.get("/health/ready");

      assertThat(new JsonObject(ready.body()))
          .isEqualTo(
              new JsonObject(
                  "{'well':true,'checks':{'ledger':true,'running':true}}".replace('\'', '"')));
    }
  }

  @Test
  void tls13IsSpoken() throws Exception {
    assertThat(handshake("TLSv1.3")).isEqualTo("TLSv1.3");
  }

  @Test
  void tls12IsRefused() {
    assertThatThrownBy(() -> handshake("TLSv1.2")).isInstanceOf(SSLException.class);
  }

  @Test
  void aFailureIsLoggedAndNotTold() throws Exception {
    try (var server = start()) {
      var answer = server.get("/v1/broken");

      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
      assertThat(answer.body()).contains("internal-error").doesNotContain("secret");
    }
  }

  @Test
  void whatIsNotThereIsAProblem() throws Exception {
    try (var server = start()) {
      var answer = server.get("/nowhere");

      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(new JsonObject(answer.body())).isEqualTo(Problem.notFound().toJson());
    }
  }

  @Test
  void anotherMethodIsAProblem() throws Exception {
    try (var server = start()) {
      var answer = server.send(HttpRequest.newBuilder(server.uri("/health/live")).DELETE().build());

      assertThat(answer.statusCode()).isEqualTo(405);
      assertThat(answer.body()).contains("method-not-allowed");
    }
  }

  @Test
  void aBodyOverTheLimitIsRefused() throws Exception {
    try (var server = start()) {
      var request =
          HttpRequest.newBuilder(server.uri("/v1/people/1"))
              .POST(BodyPublishers.ofByteArray(new byte[64 * 1024 + 1]))
              .build();

      assertThat(server.send(request).statusCode()).isEqualTo(413);
    }
  }

  @Test
  void aQueryOverTheLimitIsRefused() throws Exception {
    try (var server = start()) {
      var answer = server.get("/v1/people/1?region=" + "1".repeat(ServerLimits.TARGET_BYTES));

      assertThat(answer.statusCode()).isEqualTo(414);
    }
  }

  @Test
  void aHeaderOverTheLimitIsRefused() throws Exception {
    try (var server = start()) {
      var request =
          HttpRequest.newBuilder(server.uri("/v1/people/1"))
              .header("x-much", "1".repeat(ServerLimits.HEADER_BYTES))
              .build();

      assertThat(server.send(request).statusCode()).isEqualTo(431);
    }
  }

  @Test
  void aRequestIsOneLineThatNamesTheRouteAndNobody() throws Exception {
    try (var lines = LogLines.open();
        var server = start()) {
      var answer = server.get(NAMED);

      var line = lines.next();
      assertThat(line.remove("ms")).matches("[0-9]+");
      assertThat(line)
          .isEqualTo(
              Map.of(
                  "method", "GET",
                  "route", "/v1/people/:person",
                  "status", "200",
                  "bytes", Integer.toString(answer.body().length()),
                  "outcome", "complete"));
      assertThat(lines.isEmpty()).isTrue();
    }
  }

  @Test
  void aFailedRequestIsOneLineWithItsRoute() throws Exception {
    try (var lines = LogLines.open();
        var server = start()) {
      var _ = server.get("/v1/broken");

      assertThat(lines.next()).containsEntry("route", "/v1/broken").containsEntry("status", "500");
      assertThat(lines.isEmpty()).isTrue();
    }
  }

  @Test
  void anUnknownPathAndMethodAreNotWrittenDown() throws Exception {
    try (var lines = LogLines.open();
        var server = start()) {
      var _ = server.raw("JANE /doe HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n");

      assertThat(lines.next()).containsEntry("method", "other").containsEntry("route", "unmatched");
    }
  }

  @Test
  void aCutBodyIsOneLineThatSaysSo() throws Exception {
    Apis cut =
        work ->
            router ->
                router
                    .get("/cut")
                    .handler(
                        work.handler(context -> {
                          try (var body = work.stream(context, "someone")) {
                            body.write(new byte[10]);
                          }
                        }));
    try (var lines = LogLines.open();
        var server = RunningServer.start(cut)) {
      var _ = server.raw(RunningServer.getOver11("/cut"));

      assertThat(lines.next()).containsEntry("route", "/cut").containsEntry("outcome", "cut");
      assertThat(lines.isEmpty()).isTrue();
    }
  }

  @Test
  void afterAStopNobodyIsLetIn() throws Exception {
    try (var server = start()) {
      server.stop();

      assertThatThrownBy(() -> server.get("/health/live")).isInstanceOf(IOException.class);
    }
  }

  private static RunningServer start() throws IOException {
    return RunningServer.start(work ->
        router -> {
          router
              .route("/v1/people/:person")
              .handler(work.handler(context -> context.response().end("someone").await()));
          router
              .get("/v1/broken")
              .handler(
                  work.handler(_ -> {
                    throw new IllegalStateException("secret");
                  }));
        });
  }

  private static String handshake(String protocol) throws Exception {
    try (var tls = TestTls.create();
        var server =
            RunningServer.start(
                tls.transport(),
                RunningServer.USUAL,
                Duration.ofSeconds(1),
                _ -> router -> router.get("/nothing"));
        var socket =
            (SSLSocket)
                tls.trusting("TLS").getSocketFactory().createSocket("127.0.0.1", server.port())) {
      socket.setEnabledProtocols(new String[] {protocol});
      socket.startHandshake();
      return socket.getSession().getProtocol();
    }
  }
}
