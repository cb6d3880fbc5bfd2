package org.genogate.gateway.portal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/// Sends what a browser would send, header by header, and follows nothing.
final class PortalClient {

  static final Map<String, String> OUR_PAGE = Map.of("Sec-Fetch-Site", "same-origin");

  private final HttpClient http = HttpClient.newHttpClient();
  private final String origin;

  PortalClient(String origin) {
    this.origin = origin;
  }

  HttpResponse<String> get(String path, String cookie) {
    return send(request(path, cookie).GET().build());
  }

  HttpResponse<String> post(
      String path, String cookie, Map<String, String> form, Map<String, String> headers) {
    var body =
        form.entrySet().stream()
            .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    var request =
        request(path, cookie)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    return send(request.build());
  }

  /// Signs in as our own page does, and returns the cookie.
  String signIn(String code) {
    return cookie(post(Portal.SIGN_IN_PATH, "", Map.of("code", code), OUR_PAGE));
  }

  /// The name and value that a response sets.
  static String cookie(HttpResponse<String> response) {
    return response.headers().firstValue("Set-Cookie").orElse("").split(";", 2)[0];
  }

  static String location(HttpResponse<String> response) {
    return response.headers().firstValue("Location").orElse("");
  }

  HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  HttpRequest.Builder request(String path, String cookie) {
    var request = HttpRequest.newBuilder(URI.create(origin + path));
    return cookie.isEmpty() ? request : request.header("Cookie", cookie);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
