package org.genogate.gateway.fhir;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.genogate.gateway.http.Authentication;
import org.genogate.gateway.http.Health;
import org.genogate.gateway.http.Listening;
import org.genogate.gateway.http.Server;
import org.genogate.gateway.http.ServerLimits;
import org.genogate.gateway.http.Work;
import org.genogate.gateway.http.WorkLimits;
import org.genogate.gateway.identity.Caller;
import org.genogate.gateway.identity.TokenIssuer;
import org.genogate.gateway.identity.TokenVerifier;

/// The routes on a free port of this machine, over a desk in memory. It trusts an issuer of its
/// own.
final class FhirServer implements AutoCloseable {

  static final int REQUEST_BYTES = 4096;
  static final Duration PATIENCE = Duration.ofSeconds(1);

  private static final String RIVERSIDE = "riverside";
  private static final String PROJECT = "clotting";
  private static final Duration HOUR = Duration.ofHours(1);

  final InMemoryReports desk = new InMemoryReports();
  private final Path keys = Files.createTempFile("genogate", ".jwks.json");
  private String clinician = "";
  private String researcher = "";
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
            List.of(new FhirApi(work, authentication(), desk, "0.1.0")));
  }

  /// Not 0: the loops of a server share a port only if each asks for the same one.
  private static int freePort() throws IOException {
    try (var probe = new ServerSocket(0)) {
      return probe.getLocalPort();
    }
  }

  int port() {
    return server.port();
  }

  /// The value of an `Authorization` header.
  String clinician() {
    return clinician;
  }

  /// As [#clinician()], of another role.
  String researcher() {
    return researcher;
  }

  HttpResponse<String> get(String path, String... headers) throws Exception {
    return send("GET", path, "", headers);
  }

  HttpResponse<String> post(String contentType, String body, String... headers) throws Exception {
    var all = new ArrayList<>(List.of(headers));
    all.addAll(List.of("Content-Type", contentType, "Authorization", clinician));
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
  public void close() throws IOException {
    server.close();
    client.close();
    vertx.close().await();
    Files.delete(keys);
  }

  private Authentication authentication() throws IOException {
    var issuer =
        TokenIssuer.create(
            "https://issuer.test", "genogate", new SecureRandom(), Clock.systemUTC());
    clinician = "Bearer " + issuer.mint(new Caller.Clinician("clinician-17", RIVERSIDE), HOUR);
    researcher =
        "Bearer " + issuer.mint(new Caller.Researcher("researcher-204", RIVERSIDE, PROJECT), HOUR);
    var verifier =
        new TokenVerifier(
            List.of(issuer.writeKeys(keys)),
            Set.of(RIVERSIDE),
            Map.of(PROJECT, RIVERSIDE),
            Clock.systemUTC());
    return new Authentication(verifier, fault -> {});
  }
}
