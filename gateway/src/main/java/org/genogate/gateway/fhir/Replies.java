package org.genogate.gateway.fhir;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;

/// Sends what is not a report.
final class Replies {

  private static final String FHIR_JSON = "application/fhir+json";

  private Replies() {}

  /// The same refusal is the same bytes and the same headers, whoever asks and whatever for.
  static void send(RoutingContext context, Refusal refusal) {
    var response = context.response();
    if (response.headWritten()) {
      response.reset().onFailure(gone -> {});
      return;
    }
    response
        .setStatusCode(refusal.status())
        .putHeader("content-type", FHIR_JSON)
        .putHeader("cache-control", "no-store");
    if (refusal.status() == 401) {
      response.putHeader("www-authenticate", "Bearer");
    }
    if (refusal.status() == 405) {
      response.putHeader("allow", "GET, POST");
    }
    if (refusal.retryAfter().isPositive()) {
      response.putHeader(
          "retry-after", Long.toString(refusal.retryAfter().plusMillis(999).toSeconds()));
    }
    // A client that left needs no answer.
    response.end(refusal.outcome().toBuffer()).onFailure(gone -> {});
  }

  /// A resource that is the same for everybody.
  static void sendPublic(RoutingContext context, Buffer resource) {
    context
        .response()
        .putHeader("content-type", FHIR_JSON)
        .putHeader("cache-control", "public, max-age=300")
        .end(resource)
        .onFailure(gone -> {});
  }
}
