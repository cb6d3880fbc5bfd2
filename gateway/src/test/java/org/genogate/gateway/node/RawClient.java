package org.genogate.gateway.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/// Sends what a test says, and hands back all of what is answered, whatever the status.
public final class RawClient implements AutoCloseable {

  private final URI address;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  public RawClient(TestGateway gateway) {
    this.address = gateway.gateway().running().address();
  }

  public HttpResponse<byte[]> get(String path, String token) throws Exception {
    return send("GET", path, token);
  }

  public HttpResponse<byte[]> send(String method, String path, String token) throws Exception {
    return http.send(
        request(path, token).method(method, BodyPublishers.noBody()).build(),
        BodyHandlers.ofByteArray());
  }

  public HttpResponse<byte[]> post(String path, String token, String type, String body)
      throws Exception {
    return http.send(
        request(path, token)
            .header("content-type", type)
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofByteArray());
  }

  public HttpResponse<byte[]> post(String path, String token, JsonObject body) throws Exception {
    return post(path, token, "application/json", body.encode());
  }

  /// An answer to be read, or not read, by the test.
  public HttpResponse<InputStream> open(String path, String token)
      throws IOException, InterruptedException {
    return http.send(request(path, token).build(), BodyHandlers.ofInputStream());
  }

  private HttpRequest.Builder request(String path, String token) {
    var request = HttpRequest.newBuilder(address.resolve(path));
    return token.isEmpty() ? request : request.header("authorization", "Bearer " + token);
  }

  public static JsonObject json(HttpResponse<byte[]> response) {
    return new JsonObject(new String(response.body(), UTF_8));
  }

  /// The code of a problem document.
  public static String code(HttpResponse<byte[]> response) {
    return json(response).getString("code");
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
