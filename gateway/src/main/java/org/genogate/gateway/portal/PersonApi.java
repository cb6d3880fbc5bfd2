package org.genogate.gateway.portal;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.function.Function;
import org.genogate.gateway.access.LedgerUnavailableException;
import org.genogate.gateway.access.PatientDesk;
import org.genogate.gateway.http.Api;
import org.genogate.gateway.http.Authentication;
import org.genogate.gateway.http.Problem;
import org.genogate.gateway.http.ProblemException;
import org.genogate.gateway.http.Work;
import org.genogate.gateway.identity.Caller;
import org.genogate.ledger.event.Asked;
import org.genogate.ledger.event.ConsentId;
import org.genogate.ledger.event.PersonTag;

/// What the pages do, for a program that holds a person's bearer token: `/v1/me/…`.
///
/// Nobody else is ever named in a path: the token says who is meant.
public final class PersonApi implements Api {

  private static final String JSON = "application/json";

  /// A refused change may be tried again once the disk or its operator had time.
  private static final Duration LEDGER_PATIENCE = Duration.ofSeconds(5);

  private final PatientDesk desk;
  private final PortalSettings settings;
  private final Clock clock;
  private final Function<RoutingContext, PersonTag> who;
  private final Work work;

  public PersonApi(
      PatientDesk desk,
      PortalSettings settings,
      Authentication authentication,
      Work work,
      Clock clock) {
    this(
        desk,
        settings,
        context -> authentication.caller(context, Caller.Person.class).person(),
        work,
        clock);
  }

  PersonApi(
      PatientDesk desk,
      PortalSettings settings,
      Function<RoutingContext, PersonTag> who,
      Work work,
      Clock clock) {
    this.desk = desk;
    this.settings = settings;
    this.who = who;
    this.work = work;
    this.clock = clock;
  }

  /// What a route does once it is known who asks.
  @FunctionalInterface
  private interface Action {
    void run(RoutingContext context, PersonTag person) throws LedgerUnavailableException;
  }

  @Override
  public void mount(Router router) {
    router.get("/v1/me/consents").handler(known(this::consents));
    router.post("/v1/me/consents").handler(known(this::grant));
    router.post("/v1/me/consents/:consent/revocation").handler(known(this::revoke));
    router.post("/v1/me/revocation").handler(known(this::revokeEverything));
    router.get("/v1/me/accesses").handler(known(this::accesses));
  }

  private Handler<RoutingContext> known(Action action) {
    return work.handler(context -> {
      PersonTag person = who.apply(context);
      try {
        action.run(context, person);
      } catch (LedgerUnavailableException e) {
        throw new ProblemException(ledgerUnavailable(), e);
      }
    });
  }

  static Problem ledgerUnavailable() {
    return Problem.unavailable(
        "ledger-unavailable", "the ledger cannot commit, so nothing was changed", LEDGER_PATIENCE);
  }

  private void consents(RoutingContext context, PersonTag person) {
    requireQuery(context, Set.of());
    send(context, 200, PersonJson.consents(desk, person));
  }

  private void grant(RoutingContext context, PersonTag person) throws LedgerUnavailableException {
    requireQuery(context, Set.of());
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    var request = ConsentRequest.parse(jsonBody(context), now, settings);
    requireNotErased(desk, person);
    var change =
        switch (request.kind()) {
          case GRANT -> desk.grant(person, request.terms(), Asked.SIGNED_IN);
          case DENIAL -> desk.deny(person, request.terms(), Asked.SIGNED_IN);
        };
    send(context, 201, PersonJson.change(change));
  }

  /// There is no key left, or soon none, that could seal what they allow or refuse.
  static void requireNotErased(PatientDesk desk, PersonTag person) {
    if (desk.erasure(person).isPresent()) {
      throw new ProblemException(
          new Problem(
              409,
              "erased",
              "Nothing can be allowed or refused here any more",
              "the erasure of this person was ordered"));
    }
  }

  private void revoke(RoutingContext context, PersonTag person) throws LedgerUnavailableException {
    requireQuery(context, Set.of());
    requireNoFields(context);
    var consent = identifier(context, "consent", ConsentId::parse);
    var change = desk.stop(person, consent, Asked.SIGNED_IN);
    send(context, 200, PersonJson.revocation(change.orElseThrow(PersonApi::notFound)));
  }

  private void revokeEverything(RoutingContext context, PersonTag person)
      throws LedgerUnavailableException {
    requireQuery(context, Set.of());
    requireNoFields(context);
    send(context, 200, PersonJson.revocation(desk.stopEverything(person, Asked.SIGNED_IN)));
  }

  private void accesses(RoutingContext context, PersonTag person) {
    requireQuery(context, Set.of("limit", "before"));
    var page =
        AccessPage.of(desk.accesses(person), query(context, "limit"), query(context, "before"));
    send(context, 200, PersonJson.accesses(page.accesses(), page.next()));
  }

  static byte[] jsonBody(RoutingContext context) {
    String type = context.request().getHeader("Content-Type");
    if (type == null || !type.split(";", 2)[0].strip().equalsIgnoreCase(JSON)) {
      throw new ProblemException(
          new Problem(415, "not-json", "This body cannot be read", "the body is " + JSON));
    }
    Buffer body = context.body().buffer();
    return body == null ? new byte[0] : body.getBytes();
  }

  /// A revocation takes no wishes, so one that brings some was meant otherwise.
  private static void requireNoFields(RoutingContext context) {
    Buffer body = context.body().buffer();
    if (body != null && body.length() > 0) {
      StrictJson.object(jsonBody(context), Set.of());
    }
  }

  private static void requireQuery(RoutingContext context, Set<String> known) {
    var query = context.queryParams();
    for (String name : query.names()) {
      if (!known.contains(name) || query.getAll(name).size() > 1) {
        throw StrictJson.malformed("the query has a parameter that is not known or occurs twice");
      }
    }
  }

  /// Empty if absent.
  private static String query(RoutingContext context, String name) {
    String value = context.queryParams().get(name);
    return value == null ? "" : value;
  }

  /// What is no identifier names nothing, like one that nobody has.
  private static <T> T identifier(RoutingContext context, String name, Function<String, T> parse) {
    String text = context.pathParam(name);
    if (text == null) {
      throw notFound();
    }
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(Problem.notFound(), e);
    }
  }

  private static ProblemException notFound() {
    return new ProblemException(Problem.notFound());
  }

  static void send(RoutingContext context, int status, JsonObject json) {
    send(context, status, json.toBuffer());
  }

  private static void send(RoutingContext context, int status, Buffer json) {
    context
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", JSON)
        .putHeader("Cache-Control", "no-store")
        .putHeader("X-Content-Type-Options", "nosniff")
        .end(json)
        .onFailure(_ -> {});
  }
}
