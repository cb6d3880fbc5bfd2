package org.genogate.gateway.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/// Speaks to a gateway as any client would.
public final class GatewayClient implements AutoCloseable {

  private final URI address;
  private final String token;
  private final HttpClient http;

  /// @param token a bearer token; empty to send none
  public GatewayClient(URI address, String token) {
    this.address = address;
    this.token = token;
    this.http =
        HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(10))
            .version(HttpClient.Version.HTTP_1_1)
            .build();
  }

  /// @throws GatewayException unless it is answered with JSON and a status of 2xx
  public JsonObject get(String path) throws GatewayException {
    return json(read(send(request(path).GET().build())));
  }

  public JsonObject post(String path, JsonObject body) throws GatewayException {
    return json(read(send(posting(path, body))));
  }

  public byte[] bytes(String path) throws GatewayException {
    return read(send(request(path).GET().build()));
  }

  /// The body of a successful answer, for whoever reads it as it comes.
  public InputStream stream(String path) throws GatewayException {
    return send(request(path).GET().build()).body();
  }

  public InputStream stream(String path, JsonObject body) throws GatewayException {
    return send(posting(path, body)).body();
  }

  private HttpRequest posting(String path, JsonObject body) {
    return request(path)
        .header("content-type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body.encode()))
        .build();
  }

  private HttpRequest.Builder request(String path) {
    var request = HttpRequest.newBuilder(address.resolve(path));
    return token.isEmpty() ? request : request.header("authorization", "Bearer " + token);
  }

  private HttpResponse<InputStream> send(HttpRequest request) throws GatewayException {
    HttpResponse<InputStream> response;
    try {
      response = http.send(request, BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GatewayException("interrupted", e);
    } catch (IOException e) {
      throw new GatewayException(
          "no gateway answers at %s; start one with `genogate serve`".formatted(address), e);
    }
    if (response.statusCode() / 100 != 2) {
      throw refusal(response.statusCode(), read(response));
    }
    return response;
  }

  private static GatewayException refusal(int status, byte[] body) {
    String said;
    try {
      var problem = new JsonObject(new String(body, UTF_8));
      said = "%s: %s".formatted(problem.getString("code"), problem.getString("detail"));
    } catch (DecodeException e) {
      said = "no reason given";
    }
    return new GatewayException(status, "the gateway answered %d, %s".formatted(status, said));
  }

  private static JsonObject json(byte[] body) throws GatewayException {
    try {
      return new JsonObject(new String(body, UTF_8));
    } catch (DecodeException e) {
      throw new GatewayException("the gateway's answer is not JSON", e);
    }
  }

  private static byte[] read(HttpResponse<InputStream> response) throws GatewayException {
    try (var body = response.body()) {
      return body.readAllBytes();
    } catch (IOException e) {
      throw new GatewayException("the gateway's answer broke off", e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
