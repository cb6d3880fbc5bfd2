package org.genogate.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.genogate.gateway.http.Listening.Transport;
import org.jspecify.annotations.Nullable;

/// One event loop's share of the server.
final class ServerVerticle extends VerticleBase {

  /// A connection on which nothing moves for this long is closed. Longer than anything we do
  /// between two bytes; a reader that is merely slow is [Pace]'s to judge.
  private static final Duration IDLE = Duration.ofMinutes(2);

  /// What the system may hold of an answer that its reader has not taken. Left to itself it takes
  /// megabytes, which were encoded for nothing if the reader leaves.
  private static final int SEND_BUFFER_BYTES = 512 * 1024;

  private static final int STREAMS_PER_CONNECTION = 100;

  private final Listening listening;
  private final int port;
  private final ServerLimits limits;
  private final List<Api> apis;
  private @Nullable HttpServer server;

  ServerVerticle(Listening listening, int port, ServerLimits limits, List<Api> apis) {
    this.listening = listening;
    this.port = port;
    this.limits = limits;
    this.apis = apis;
  }

  @Override
  public Future<?> start() {
    return vertx
        .createHttpServer(options())
        .invalidRequestHandler(ServerVerticle::refuse)
        .requestHandler(router())
        .listen(port, listening.host())
        .onSuccess(started -> server = started);
  }

  int actualPort() {
    return running().actualPort();
  }

  /// Accepts nothing more, closes what is idle, and all the rest after `bound`.
  Future<Void> shutdown(Duration bound) {
    return server == null
        ? Future.succeededFuture()
        : server.shutdown(bound.toMillis(), TimeUnit.MILLISECONDS);
  }

  private HttpServer running() {
    if (server == null) {
      throw new IllegalStateException("not started");
    }
    return server;
  }

  private HttpServerOptions options() {
    var options =
        new HttpServerOptions()
            .setMaxInitialLineLength(ServerLimits.TARGET_BYTES)
            .setMaxHeaderSize(ServerLimits.HEADER_BYTES)
            .setHandle100ContinueAutomatically(true)
            .setHttp2ClearTextEnabled(false)
            .setIdleTimeout((int) IDLE.toSeconds())
            .setSendBufferSize(SEND_BUFFER_BYTES)
            .setInitialSettings(
                new Http2Settings()
                    .setMaxConcurrentStreams(STREAMS_PER_CONNECTION)
                    .setMaxHeaderListSize(ServerLimits.HEADER_BYTES));
    return switch (listening.transport()) {
      case Transport.Loopback() -> options;
      case Transport.BehindProxy() -> options;
      case Transport.Tls(var certificate, var key) ->
          options
              .setSsl(true)
              .setUseAlpn(true)
              .setEnabledSecureTransportProtocols(Set.of("TLSv1.3"))
              .setKeyCertOptions(
                  new PemKeyCertOptions()
                      .setCertPath(certificate.toString())
                      .setKeyPath(key.toString()));
    };
  }

  private Router router() {
    var router = Router.router(vertx);
    router.route().handler(RequestLog::begin);
    router.route().handler(this::guard);
    router.route().handler(BodyHandler.create(false).setBodyLimit(limits.requestBytes()));
    apis.forEach(api -> api.mount(router));
    router.route().last().failureHandler(ServerVerticle::answerFailure);
    for (int status : new int[] {400, 404, 405, 406, 415, 500}) {
      var _ =
          router.errorHandler(
              status, context -> Problems.answer(context, Problems.ofStatus(status)));
    }
    return router;
  }

  /// What holds for every answer unless a route says otherwise, and what no request may exceed.
  private void guard(RoutingContext context) {
    context
        .response()
        .putHeader("cache-control", "no-store")
        .putHeader("x-content-type-options", "nosniff");
    if (listening.transport() instanceof Transport.Tls) {
      context.response().putHeader("strict-transport-security", "max-age=31536000");
    }
    // HTTP/1.1 refuses it while parsing; HTTP/2 has no limit of its own.
    if (context.request().uri().length() > ServerLimits.TARGET_BYTES) {
      Problems.answer(context, Problems.ofStatus(414));
      return;
    }
    context.next();
  }

  private static void answerFailure(RoutingContext context) {
    var failure = context.failure();
    if (failure != null) {
      Problems.answer(context, failure);
    } else {
      Problems.answer(context, Problems.ofStatus(context.statusCode()));
    }
  }

  private static void refuse(HttpServerRequest request) {
    HttpServerRequest.DEFAULT_INVALID_REQUEST_HANDLER.handle(request);
    RequestLog.refused(request);
  }
}
