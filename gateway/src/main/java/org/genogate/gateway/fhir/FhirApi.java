package org.genogate.gateway.fhir;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.genogate.gateway.access.ReportDesk;
import org.genogate.gateway.access.ReportDesk.Delivery;
import org.genogate.gateway.access.ReportDesk.Outcome;
import org.genogate.gateway.access.StaleLedgerException;
import org.genogate.gateway.fhir.Question.Parsed;
import org.genogate.gateway.http.Api;
import org.genogate.gateway.http.Authentication;
import org.genogate.gateway.http.BodyCutException;
import org.genogate.gateway.http.Problem;
import org.genogate.gateway.http.ProblemException;
import org.genogate.gateway.http.StreamedBody;
import org.genogate.gateway.http.Work;
import org.genogate.gateway.identity.Caller;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The routes under `/fhir`: a variant report on one patient, and what describes it.
///
/// Whatever goes wrong here is answered with an `OperationOutcome`.
public final class FhirApi implements Api {

  private static final Logger LOGGER = LoggerFactory.getLogger(FhirApi.class);

  /// Small enough that the count of bytes taken is near the truth when a client leaves midway.
  private static final int PIECE_BYTES = 16 * 1024;

  /// Needs no mark: a part of one JSON document or of one page is none.
  private static final byte[] HALF_A_REPORT = {};

  private static final Duration LEDGER_PATIENCE = Duration.ofSeconds(5);

  private final Work work;
  private final Authentication authentication;
  private final ReportDesk desk;
  private final ReportWriter writer;
  private final Descriptions descriptions;

  /// @param gatewayVersion as reports and the CapabilityStatement name it
  public FhirApi(Work work, Authentication authentication, ReportDesk desk, String gatewayVersion) {
    this.work = work;
    this.authentication = authentication;
    this.desk = desk;
    this.writer = new ReportWriter(gatewayVersion);
    this.descriptions = Descriptions.load(gatewayVersion);
  }

  @Override
  public void mount(Router router) {
    router.get("/fhir/metadata").handler(descriptions::sendCapabilities);
    router.get("/fhir/OperationDefinition/variant-report").handler(descriptions::sendOperation);
    var report = work.handler(this::report);
    // Some clients write the dollar as %24, which Vert.x leaves as it is.
    for (var path : new String[] {"/fhir/$variant-report", "/fhir/%24variant-report"}) {
      router.get(path).handler(report);
      router.post(path).handler(report);
      router.route(path).handler(context -> Replies.send(context, Refusal.WRONG_METHOD));
    }
    router.route("/fhir/*").handler(context -> Replies.send(context, Refusal.NO_SUCH_PLACE));
    router.route("/fhir/*").failureHandler(FhirApi::answerFailure);
  }

  private void report(RoutingContext context) throws IOException {
    try {
      var clinician = authentication.caller(context, Caller.Clinician.class);
      var representation = Representation.best(context.parsedHeaders().accept());
      if (representation.isEmpty()) {
        Replies.send(context, Refusal.NOT_ACCEPTABLE);
        return;
      }
      switch (read(context)) {
        case Parsed.Understood(var question) ->
            answer(context, clinician, question, representation.get());
        case Parsed.Malformed(var reason) -> Replies.send(context, Refusal.malformed(reason));
      }
    } catch (ProblemException e) {
      if (context.response().headWritten()) {
        // Too late to say so: the transfer is broken, and whoever runs this keeps it so.
        throw e;
      }
      Replies.send(context, Refusal.of(e.problem()));
    } catch (HttpException e) {
      Replies.send(context, Refusal.malformed("an address that cannot be decoded"));
    } catch (RuntimeException e) {
      LOGGER.atError().setCause(e).log("a report failed");
      Replies.send(context, Refusal.BROKEN);
    }
  }

  private static Parsed read(RoutingContext context) {
    var request = context.request();
    if (request.method().name().equals("GET")) {
      return QuestionReader.fromPairs(context.queryParams());
    }
    if (!context.queryParams().isEmpty()) {
      return new Parsed.Malformed("parameters in the address; those of a POST stand in its body");
    }
    var mediaType = context.parsedHeaders().contentType();
    var name = (mediaType.component() + "/" + mediaType.subComponent()).toLowerCase(Locale.ROOT);
    return switch (name) {
      case "application/fhir+json", "application/json" ->
          QuestionReader.fromResource(bytes(context.body().buffer()));
      case "application/x-www-form-urlencoded" ->
          QuestionReader.fromPairs(request.formAttributes());
      default -> throw new ProblemException(new Problem(415, "media-type", "", ""));
    };
  }

  private static byte[] bytes(@Nullable Buffer body) {
    return body == null ? new byte[0] : body.getBytes();
  }

  /// The place for the answer is taken first: whoever is turned away for want of one has not
  /// looked, so nothing is recorded.
  private void answer(
      RoutingContext context,
      Caller.Clinician clinician,
      Question question,
      Representation representation)
      throws IOException {
    try (var body = work.stream(context, clinician.id())) {
      switch (desk.report(clinician, question.subject(), question.panel())) {
        case Outcome.Reported reported -> deliver(reported, representation, body);
        case Outcome.NotPermitted() -> Replies.send(context, Refusal.NOT_PERMITTED);
        case Outcome.UnknownPanel() -> Replies.send(context, Refusal.UNKNOWN_PANEL);
        case Outcome.Unavailable() -> Replies.send(context, Refusal.UNAVAILABLE);
      }
    }
  }

  private void deliver(Outcome.Reported reported, Representation representation, StreamedBody body)
      throws IOException {
    var report = reported.report();
    var delivery = reported.delivery();
    byte[] bytes;
    try {
      bytes = work.compute(() -> writer.write(report, representation));
    } catch (RuntimeException e) {
      delivery.failed();
      throw e;
    }
    try {
      if (send(bytes, writer.headers(report, representation), delivery, body)) {
        body.end();
        delivery.complete(bytes, report.findings().size());
      } else {
        body.abort(HALF_A_REPORT);
        throw new ProblemException(Problem.forbidden("withdrawn", "the patient withdrew"));
      }
    } catch (StaleLedgerException e) {
      delivery.failed();
      body.abort(HALF_A_REPORT);
      throw new ProblemException(
          Problem.unavailable(
              "ledger-unavailable",
              "this node may not have heard of a withdrawal",
              LEDGER_PATIENCE));
    } catch (BodyCutException e) {
      body.abort(HALF_A_REPORT);
      switch (e.reason()) {
        case CLIENT_LEFT, CLIENT_TOO_SLOW -> delivery.aborted(body.bytesTaken());
        case GATEWAY_STOPS -> delivery.failed();
      }
      throw e;
    }
  }

  /// @return false if the patient withdrew before all of it was handed over
  private static boolean send(
      byte[] bytes, Map<String, String> headers, Delivery delivery, StreamedBody body)
      throws IOException {
    for (int from = 0; from < bytes.length; from += PIECE_BYTES) {
      var piece = Arrays.copyOfRange(bytes, from, Math.min(from + PIECE_BYTES, bytes.length));
      boolean first = from == 0;
      boolean handed =
          delivery.handOver(() -> {
            if (first) {
              headers.forEach(body::header);
            }
            body.hand(piece);
          });
      if (!handed) {
        return false;
      }
      body.awaitTaken();
    }
    return true;
  }

  /// For what fails before it comes to a route here, such as a body over the limit.
  private static void answerFailure(RoutingContext context) {
    int status = context.statusCode();
    Replies.send(
        context,
        switch (status) {
          case 413 -> Refusal.TOO_LARGE;
          case 404 -> Refusal.NO_SUCH_PLACE;
          case 405 -> Refusal.WRONG_METHOD;
          default ->
              status >= 400 && status < 500
                  ? Refusal.malformed("a request that cannot be read")
                  : Refusal.BROKEN;
        });
  }
}
