package org.genogate.gateway.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One structured line for each request: never its path, its query or who sent it.
final class RequestLog {

  private static final Logger LOGGER = LoggerFactory.getLogger(RequestLog.class);
  private static final String ROUTE = RequestLog.class.getName();
  private static final String UNMATCHED = "unmatched";

  /// A method is free text of the client's, so only these are written down.
  private static final Set<HttpMethod> METHODS =
      Set.of(
          HttpMethod.GET,
          HttpMethod.HEAD,
          HttpMethod.POST,
          HttpMethod.PUT,
          HttpMethod.DELETE,
          HttpMethod.OPTIONS,
          HttpMethod.PATCH,
          HttpMethod.TRACE,
          HttpMethod.CONNECT);

  private RequestLog() {}

  /// The first handler of all: writes the line once the answer is handed over or broken.
  static void begin(RoutingContext context) {
    long begin = System.nanoTime();
    // Vert.x may tell the end more than once, such as an exception and then a close.
    var told = new AtomicBoolean();
    context.addEndHandler(_ -> {
      if (!told.getAndSet(true)) {
        write(context, System.nanoTime() - begin);
      }
    });
    context.next();
  }

  /// Keeps the template of the route that now handles the request: after a failure the current
  /// route is the failure handler's.
  static void note(RoutingContext context) {
    var _ = context.put(ROUTE, current(context));
  }

  /// The template of the route that answered, such as `/v1/datasets/:dataset/variants`.
  static String route(RoutingContext context) {
    String noted = context.get(ROUTE);
    return noted == null ? current(context) : noted;
  }

  /// The line of a request that HTTP's own parser refused.
  static void refused(HttpServerRequest request) {
    LOGGER
        .atInfo()
        .addKeyValue("method", method(request.method()))
        .addKeyValue("route", UNMATCHED)
        .addKeyValue("status", request.response().getStatusCode())
        .log("request");
  }

  private static void write(RoutingContext context, long nanos) {
    var response = context.response();
    LOGGER
        .atInfo()
        .addKeyValue("method", method(context.request().method()))
        .addKeyValue("route", route(context))
        .addKeyValue("status", response.getStatusCode())
        .addKeyValue("bytes", response.bytesWritten())
        .addKeyValue("ms", TimeUnit.NANOSECONDS.toMillis(nanos))
        .addKeyValue("outcome", response.ended() ? "complete" : "cut")
        .log("request");
  }

  private static String current(RoutingContext context) {
    var route = context.currentRoute();
    @Nullable String name = route == null ? null : route.getName();
    return name == null ? UNMATCHED : name;
  }

  private static String method(HttpMethod method) {
    return METHODS.contains(method) ? method.name() : "other";
  }
}
