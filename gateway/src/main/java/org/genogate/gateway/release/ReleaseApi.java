package org.genogate.gateway.release;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.genogate.gateway.access.LedgerUnavailableException;
import org.genogate.gateway.access.ReleaseDesk;
import org.genogate.gateway.access.ReleaseDesk.Outcome;
import org.genogate.gateway.access.ReleaseDesk.Wish;
import org.genogate.gateway.http.Api;
import org.genogate.gateway.http.Authentication;
import org.genogate.gateway.http.Problem;
import org.genogate.gateway.http.ProblemException;
import org.genogate.gateway.http.Work;
import org.genogate.gateway.identity.Caller.Researcher;
import org.genogate.ledger.event.ReleaseId;
import org.genogate.ledger.key.PublicKey;

/// Researchers ask that datasets be released for their project, and see how far that is; whoever
/// owns the data folder sees all, agrees, and brings what a committee signed.
public final class ReleaseApi implements Api {

  private static final String OWN = "/v1/releases";
  private static final String ALL = "/v1/custodian/releases";

  /// What one answer lists at most.
  private static final int MOST_LISTED = 500;

  private static final Duration RETRY = Duration.ofSeconds(5);

  private final ReleaseDesk desk;
  private final Authentication authentication;
  private final Work work;

  public ReleaseApi(ReleaseDesk desk, Authentication authentication, Work work) {
    this.desk = desk;
    this.authentication = authentication;
    this.work = work;
  }

  @FunctionalInterface
  private interface Action {
    JsonObject answer(RoutingContext context) throws IOException, LedgerUnavailableException;
  }

  @Override
  public void mount(Router router) {
    router.post(OWN).handler(work.handler(context -> answer(context, 201, this::ask)));
    router.get(OWN).handler(work.handler(context -> answer(context, 200, this::own)));
    router.post(ALL).handler(work.handler(context -> local(context, this::askFor)));
    router.get(ALL).handler(work.handler(context -> local(context, this::all)));
    router.get(ALL + "/:release").handler(work.handler(context -> local(context, this::show)));
    router
        .post(ALL + "/:release/approval")
        .handler(work.handler(context -> local(context, this::approve)));
    router
        .post("/v1/custodian/endorsements")
        .handler(work.handler(context -> local(context, this::take)));
    router
        .post("/v1/custodian/committee")
        .handler(work.handler(context -> local(context, this::enroll)));
  }

  private void local(RoutingContext context, Action action) throws IOException {
    authentication.requireLocal(context);
    answer(context, 200, action);
  }

  private static void answer(RoutingContext context, int status, Action action) throws IOException {
    try {
      var answer = action.answer(context);
      context
          .response()
          .setStatusCode(status)
          .putHeader("content-type", "application/json")
          .putHeader("cache-control", "no-store")
          .end(answer.toBuffer())
          .onFailure(_ -> {});
    } catch (LedgerUnavailableException e) {
      throw new ProblemException(
          Problem.unavailable(
              "ledger-unavailable", "the ledger cannot commit, so nothing was changed", RETRY),
          e);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(Problem.malformed(String.valueOf(e.getMessage())), e);
    }
  }

  // Researchers.

  private JsonObject ask(RoutingContext context) throws LedgerUnavailableException {
    var researcher = authentication.caller(context, Researcher.class);
    var fields = Fields.read(body(context), Set.of("datasets", "purposes", "until"));
    return done(desk.ask(researcher, wish(fields)));
  }

  private JsonObject own(RoutingContext context) {
    var researcher = authentication.caller(context, Researcher.class);
    return StandingJson.write(desk.of(researcher), MOST_LISTED, desk.now());
  }

  // The custodian.

  private JsonObject askFor(RoutingContext context) throws LedgerUnavailableException {
    var fields =
        Fields.read(body(context), Set.of("requester", "project", "datasets", "purposes", "until"));
    return done(desk.askFor(fields.text("requester"), fields.text("project"), wish(fields)));
  }

  private JsonObject all(RoutingContext context) {
    return StandingJson.write(desk.all(), MOST_LISTED, desk.now());
  }

  private JsonObject show(RoutingContext context) throws IOException {
    return desk.request(release(context))
        .map(RequestDocument::write)
        .orElseThrow(() -> new ProblemException(Problem.notFound()));
  }

  private JsonObject approve(RoutingContext context)
      throws IOException, LedgerUnavailableException {
    var release = release(context);
    return done(desk.approve(release)).put("release", release.toString());
  }

  private JsonObject take(RoutingContext context) throws LedgerUnavailableException {
    var entry = EndorsementDocument.read(body(context));
    var release = EndorsementDocument.event(entry).release();
    return done(desk.take(entry)).put("release", release.toString());
  }

  private JsonObject enroll(RoutingContext context) throws LedgerUnavailableException {
    var key = PublicKey.of(Fields.read(body(context), Set.of("key")).base64("key"));
    return done(desk.enroll(key)).put("key", key.id().toString());
  }

  private static Wish wish(Fields fields) {
    return new Wish(fields.texts("datasets"), fields.purposes("purposes"), fields.until());
  }

  private static ReleaseId release(RoutingContext context) {
    return ReleaseId.parse(String.valueOf(context.pathParam("release")));
  }

  private static byte[] body(RoutingContext context) {
    var body = context.body().buffer();
    return body == null ? new byte[0] : body.getBytes();
  }

  private static JsonObject done(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Asked(var release, var index) ->
          new JsonObject().put("release", release.toString()).put("ledgerIndex", index);
      case Outcome.Done(var index) -> new JsonObject().put("ledgerIndex", index);
      case Outcome.Refused(var why, var detail) ->
          throw new ProblemException(
              switch (why) {
                case UNKNOWN_RELEASE -> Problem.notFound();
                case NOT_AUTHORIZED -> Problem.forbidden("not-authorized", detail);
                case UNFIT -> Problem.malformed(detail);
                case TOO_MANY ->
                    new Problem(429, "too-many-releases", "Too many releases wait", detail);
                case AGAINST_THE_LAW ->
                    new Problem(409, "against-the-law", "The ledger does not admit this", detail);
                case NO_OPERATOR_KEY ->
                    new Problem(409, "no-operator-key", "Not on this node", detail);
              });
    };
  }
}
