package org.genogate.gateway.portal;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// What is sent back: made whole on a virtual thread, sent in one piece.
public record Reply(int status, Map<String, String> headers, Buffer body) {

  public Reply {
    headers = Map.copyOf(headers);
  }

  static Reply html(int status, String page) {
    return of(status, "text/html; charset=utf-8", page.getBytes(StandardCharsets.UTF_8));
  }

  static Reply of(int status, String contentType, byte[] body) {
    return new Reply(status, Map.of("Content-Type", contentType), Buffer.buffer(body));
  }

  /// Sends a browser on by GET, so that reloading repeats nothing.
  static Reply seeOther(String path) {
    return new Reply(303, Map.of("Location", path), Buffer.buffer());
  }

  Reply with(String name, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Reply(status, more, body);
  }

  /// Must run on the response's event loop.
  void send(HttpServerResponse response) {
    HttpServerResponse head = response.setStatusCode(status);
    for (var header : headers.entrySet()) {
      head = head.putHeader(header.getKey(), header.getValue());
    }
    // A client that left needs no answer.
    head.end(body).onFailure(gone -> {});
  }
}
