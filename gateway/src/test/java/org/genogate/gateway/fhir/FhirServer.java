package org.genogate.gateway.fhir;

import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.genogate.gateway.http.Health;
import org.genogate.gateway.http.Listening;
import org.genogate.gateway.http.Problem;
import org.genogate.gateway.http.ProblemException;
import org.genogate.gateway.http.Server;
import org.genogate.gateway.http.ServerLimits;
import org.genogate.gateway.http.Work;
import org.genogate.gateway.http.WorkLimits;
import org.genogate.gateway.identity.Caller;

/// The routes on a free port of this machine, over a desk in memory. Its tokens are words.
final class FhirServer implements AutoCloseable {

  static final int REQUEST_BYTES = 4096;
  static final Duration PATIENCE = Duration.ofSeconds(1);

  final InMemoryReports desk = new InMemoryReports();
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = HttpClient.newHttpClient();
  private final Server server;

  FhirServer() throws IOException {
    var work = new Work(new WorkLimits(1, 2, 4, 1_000_000, PATIENCE));
    server =
        Server.start(
            vertx,
            new Listening("127.0.0.1", freePort(), new Listening.Transport.Loopback()),
            new ServerLimits(REQUEST_BYTES, Duration.ofSeconds(2)),
            work,
            new Health(Map.of()),
            List.of(new FhirApi(work, FhirServer::clinician, desk, "0.1.0")));
  }

  private static int freePort() throws IOException {
    try (var probe = new java.net.ServerSocket(0)) {
      return probe.getLocalPort();
    }
  }

  int port() {
    return server.port();
  }

  HttpResponse<String> get(String path, String... headers) throws Exception {
    return send("GET", path, "", headers);
  }

  HttpResponse<String> post(String contentType, String body, String... headers) throws Exception {
    var all = new ArrayList<>(List.of(headers));
    all.addAll(List.of("Content-Type", contentType, "Authorization", "Bearer clinician"));
    return send("POST", "/fhir/$variant-report", body, all.toArray(String[]::new));
  }

  HttpResponse<String> send(String method, String path, String body, String... headers)
      throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (headers.length > 0) {
      var _ = request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  @Override
  public void close() {
    server.close();
    client.close();
    vertx.close().await();
  }

  private static Caller.Clinician clinician(RoutingContext context) {
    var token = context.request().getHeader("authorization");
    if (token == null) {
      throw new ProblemException(Problem.unauthenticated("token-missing", "no bearer token"));
    }
    if (!token.equals("Bearer clinician")) {
      throw new ProblemException(Problem.forbidden("wrong-role", "another role"));
    }
    return new Caller.Clinician("clinician-17", "riverside");
  }
}
