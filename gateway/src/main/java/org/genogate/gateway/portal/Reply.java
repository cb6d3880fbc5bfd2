package org.genogate.gateway.portal;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.LinkedHashMap;
import java.util.Map;

/// What is sent back to a browser, in one piece.
record Reply(int status, Map<String, String> headers, Buffer body) {

  public Reply {
    headers = Map.copyOf(headers);
  }

  static Reply html(int status, String page) {
    return of(status, "text/html; charset=utf-8", Buffer.buffer(page));
  }

  static Reply of(int status, String contentType, Buffer body) {
    return new Reply(status, Map.of("Content-Type", contentType), body);
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

  void send(HttpServerResponse response) {
    response.setStatusCode(status);
    PageHeaders.addTo(response);
    headers.forEach(response::putHeader);
    // A client that left needs no answer.
    response.end(body).onFailure(_ -> {});
  }
}
