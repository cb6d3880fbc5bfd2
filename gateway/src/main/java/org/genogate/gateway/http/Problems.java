package org.genogate.gateway.http;

import io.netty.handler.codec.DecoderException;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers requests that failed, and logs the failures that are ours.
public final class Problems {

  private static final Logger LOGGER = LoggerFactory.getLogger(Problems.class);

  private Problems() {}

  /// Sends `problem`, or breaks the transfer if a body has begun.
  public static void answer(RoutingContext context, Problem problem) {
    var response = context.response();
    if (response.ended() || response.closed()) {
      return;
    }
    if (response.headWritten()) {
      // A 200 is out already: the only honest error left is a broken transfer.
      response.reset().onFailure(_ -> {});
      return;
    }
    response
        .setStatusCode(problem.status())
        .putHeader("content-type", Problem.CONTENT_TYPE)
        .putHeader("cache-control", "no-store");
    if (problem.status() == 401) {
      response.putHeader("www-authenticate", "Bearer");
    }
    if (problem.retryAfter().isPositive()) {
      response.putHeader("retry-after", Long.toString(wholeSeconds(problem.retryAfter())));
    }
    response.end(problem.toJson().toBuffer()).onFailure(_ -> {});
  }

  /// Sends the problem that `failure` stands for; logs it if it is not one of ours.
  public static void answer(RoutingContext context, Throwable failure) {
    switch (failure) {
      case ProblemException known -> answer(context, known.problem());
      case HttpException http -> answer(context, ofStatus(http.getStatusCode()));
      // Escapes of a form that mean nothing; found by Vert.x while the body comes.
      case DecoderException _ ->
          answer(context, Problem.malformed("the body is not encoded as its type says"));
      case BodyCutException _ -> answer(context, Problem.broken());
      default -> {
        LOGGER
            .atError()
            .addKeyValue("route", RequestLog.route(context))
            .setCause(failure)
            .log("request failed");
        answer(context, Problem.broken());
      }
    }
  }

  /// What Vert.x's own refusals become, such as a body over its limit.
  static Problem ofStatus(int status) {
    return switch (status) {
      case 404 -> Problem.notFound();
      case 405 -> new Problem(405, "method-not-allowed", "Not with this method", "see `allow`");
      case 413 -> Problem.tooLarge("the body is over this gateway's limit");
      case 414 -> new Problem(414, "target-too-long", "The address is too long", "use POST");
      case 431 ->
          new Problem(
              431, "header-too-large", "The header is too large", "at most 16 KiB are read");
      case 500 -> Problem.broken();
      default ->
          status >= 400 && status < 500
              ? Problem.malformed("refused with status " + status)
              : Problem.broken();
    };
  }

  private static long wholeSeconds(Duration time) {
    return Math.max(1, time.plusMillis(999).toSeconds());
  }
}
