package org.genogate.gateway.http;

import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.CompletableFuture;

/// Tells when a client leaves before its answer is whole.
final class Departure {

  private static final String KEY = Departure.class.getName();

  private final CompletableFuture<Void> left = new CompletableFuture<>();

  private Departure() {}

  /// On the event loop, before a request goes to its virtual thread: the handlers of a context may
  /// be added there only.
  static void watch(RoutingContext context) {
    var departure = new Departure();
    var _ = context.put(KEY, departure);
    context.addEndHandler(_ -> {
      if (!context.response().ended()) {
        departure.left.complete(null);
      }
    });
  }

  /// @throws IllegalStateException if the request did not go through [Work#handler]
  static Departure of(RoutingContext context) {
    Departure departure = context.get(KEY);
    if (departure == null) {
      throw new IllegalStateException("a stream is opened in a handler made by Work");
    }
    return departure;
  }

  /// Runs `action` once the client has left; at once if it has.
  void onLeft(Runnable action) {
    var _ = left.thenRun(action);
  }
}
