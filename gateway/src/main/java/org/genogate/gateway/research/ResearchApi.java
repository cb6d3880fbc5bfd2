package org.genogate.gateway.research;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.time.Duration;
import org.genogate.gateway.access.Answer;
import org.genogate.gateway.access.Gate;
import org.genogate.gateway.access.MaskedStream;
import org.genogate.gateway.config.Limits;
import org.genogate.gateway.http.Api;
import org.genogate.gateway.http.Authentication;
import org.genogate.gateway.http.Problem;
import org.genogate.gateway.http.ProblemException;
import org.genogate.gateway.http.StreamedBody;
import org.genogate.gateway.http.Work;
import org.genogate.gateway.identity.Caller.Researcher;

/// Streams variants to researchers as Arrow batches.
///
/// The answer's headers name the access (`GenoGate-Access-Id`) and the ledger size that permission
/// was decided at (`GenoGate-Ledger-Size`); the schema's metadata repeats both.
public final class ResearchApi implements Api {

  private static final String PATH = "/v1/datasets/:dataset/variants";
  private static final String ARROW_STREAM = "application/vnd.apache.arrow.stream";

  private final Gate gate;
  private final Authentication authentication;
  private final Limits limits;
  private final Work work;

  public ResearchApi(Gate gate, Authentication authentication, Limits limits, Work work) {
    this.gate = gate;
    this.authentication = authentication;
    this.limits = limits;
    this.work = work;
  }

  @Override
  public void mount(Router router) {
    router
        .get(PATH)
        .handler(
            work.handler(context -> answer(context, VariantParameters.of(context.queryParams()))));
    router.post(PATH).handler(work.handler(context -> answer(context, posted(context))));
  }

  private static VariantParameters posted(RoutingContext context) {
    if (!context.queryParams().isEmpty()) {
      throw VariantParameters.malformed("a POST has its parameters in the body");
    }
    var type = context.request().getHeader("content-type");
    var plain = type == null ? "" : type.split(";", 2)[0].strip();
    return switch (plain) {
      case "application/json" -> {
        var body = context.body().buffer();
        yield VariantParameters.ofJson(body == null ? new byte[0] : body.getBytes());
      }
      case "application/x-www-form-urlencoded" ->
          VariantParameters.of(context.request().formAttributes());
      default ->
          throw new ProblemException(
              new Problem(
                  415,
                  "unsupported-media-type",
                  "This body cannot be read",
                  "the body is application/json or application/x-www-form-urlencoded"));
    };
  }

  private void answer(RoutingContext context, VariantParameters parameters) throws IOException {
    // Who asks comes first: a stranger learns nothing from how a question is refused.
    var researcher = authentication.caller(context, Researcher.class);
    var dataset = String.valueOf(context.pathParam("dataset"));
    var purpose = VariantRequest.purpose(parameters);
    // A place among the streams comes before the ledger, so that what cannot be sent is not
    // recorded as an access.
    try (var body = work.stream(context, researcher.id())) {
      send(
          purpose.isEmpty()
              ? gate.refuseUnknownPurpose(researcher, dataset)
              : gate.ask(
                  researcher, VariantRequest.parse(dataset, purpose.get(), parameters, limits)),
          body);
    }
  }

  private static void send(Answer answer, StreamedBody body) throws IOException {
    switch (answer) {
      case Answer.Open(var stream) -> send(stream, body);
      case Answer.Refused(var refusal) -> throw refused(refusal);
      case Answer.Unfit(var detail) ->
          throw new ProblemException(
              new Problem(400, "unfit-question", "The dataset has nothing like it", detail));
      case Answer.Unavailable(var retryAfter) -> throw unavailable(retryAfter);
    }
  }

  private static ProblemException refused(Answer.Refusal refusal) {
    return new ProblemException(
        switch (refusal) {
          case NOT_AUTHORIZED, NOT_CONSENTED, NOT_RELEASED ->
              Problem.forbidden(refusal.code(), refusal.detail());
          case UNKNOWN_PURPOSE ->
              new Problem(
                  400,
                  refusal.code(),
                  "This purpose cannot be matched with consent",
                  refusal.detail());
        });
  }

  private static ProblemException unavailable(Duration retryAfter) {
    return new ProblemException(
        Problem.unavailable(
            "ledger-unavailable",
            "the access could not be recorded, so nothing is answered",
            retryAfter));
  }

  private static void send(MaskedStream stream, StreamedBody body) throws IOException {
    try (stream) {
      body.header("content-type", ARROW_STREAM)
          .header("cache-control", "no-store")
          .header("genogate-access-id", stream.accessId())
          .header("genogate-ledger-size", Long.toString(stream.ledgerSize()));
      stream.sendTo(body);
    }
  }
}
