package org.genogate.gateway.portal;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import org.genogate.gateway.access.LedgerUnavailableException;
import org.genogate.gateway.access.PatientDesk;
import org.genogate.gateway.access.PatientDesk.Change;
import org.genogate.gateway.custody.PeopleRegister;
import org.genogate.gateway.http.Api;
import org.genogate.gateway.http.Authentication;
import org.genogate.gateway.http.Problem;
import org.genogate.gateway.http.ProblemException;
import org.genogate.gateway.http.Work;
import org.genogate.gateway.identity.Caller.Custodian;
import org.genogate.ledger.event.AccessId;
import org.genogate.ledger.event.Asked;
import org.genogate.ledger.event.ConsentId;
import org.genogate.ledger.event.PersonTag;

/// What the custodian does for a person at the desk. The person is named in the body, so that no
/// proxy logs it.
///
/// Every answer is for a custodian, who knows the people: an unknown name is told as such.
public final class CustodianApi implements Api {

  private final PatientDesk desk;
  private final PeopleRegister people;
  private final OneTimeLinks links;
  private final PortalSettings settings;
  private final Authentication authentication;
  private final Work work;
  private final Clock clock;

  public CustodianApi(
      PatientDesk desk,
      PeopleRegister people,
      OneTimeLinks links,
      PortalSettings settings,
      Authentication authentication,
      Work work,
      Clock clock) {
    this.desk = desk;
    this.people = people;
    this.links = links;
    this.settings = settings;
    this.authentication = authentication;
    this.work = work;
    this.clock = clock;
  }

  /// What a route does for the person that its body names.
  @FunctionalInterface
  private interface Action {
    JsonObject answer(PersonTag person, JsonNode body) throws LedgerUnavailableException;
  }

  @Override
  public void mount(Router router) {
    post(router, "/v1/custodian/consents/list", Set.of(), this::consents);
    post(router, "/v1/custodian/consents", ConsentRequest.FIELDS, this::record);
    post(router, "/v1/custodian/revocations", Set.of("consent"), this::revoke);
    post(router, "/v1/custodian/erasures", Set.of(), this::erase);
    post(router, "/v1/custodian/accesses", Set.of("limit", "before"), this::accesses);
    post(router, "/v1/custodian/receipts", Set.of("access"), this::receipt);
    post(router, "/v1/custodian/sign-in-links", Set.of(), this::signInLink);
  }

  private void post(Router router, String path, Set<String> fields, Action action) {
    var known = new HashSet<>(fields);
    known.add("person");
    router.post(path).handler(handler(known, action));
  }

  private Handler<RoutingContext> handler(Set<String> fields, Action action) {
    return work.handler(context -> {
      var _ = authentication.caller(context, Custodian.class);
      var body = StrictJson.object(PersonApi.jsonBody(context), fields);
      try {
        PersonApi.send(context, 200, action.answer(person(body), body));
      } catch (LedgerUnavailableException e) {
        throw new ProblemException(PersonApi.ledgerUnavailable(), e);
      }
    });
  }

  private PersonTag person(JsonNode body) {
    return people
        .tagOf(StrictJson.text(body, "person"))
        .orElseThrow(() ->
            new ProblemException(
                new Problem(
                    404,
                    "unknown-person",
                    "There is no such person",
                    "nobody of that name is in the register")));
  }

  private JsonObject consents(PersonTag person, JsonNode body) {
    return PersonJson.consents(desk, person);
  }

  private JsonObject record(PersonTag person, JsonNode body) throws LedgerUnavailableException {
    var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    var request = ConsentRequest.of(body, now, settings);
    PersonApi.requireNotErased(desk, person);
    return PersonJson.change(
        switch (request.kind()) {
          case GRANT -> desk.grant(person, request.terms(), Asked.AT_DESK);
          case DENIAL -> desk.deny(person, request.terms(), Asked.AT_DESK);
        });
  }

  private JsonObject revoke(PersonTag person, JsonNode body) throws LedgerUnavailableException {
    Change change =
        body.has("consent")
            ? desk.stop(person, identifier(body, "consent", ConsentId::parse), Asked.AT_DESK)
                .orElseThrow(() -> new ProblemException(Problem.notFound()))
            : desk.stopEverything(person, Asked.AT_DESK);
    return PersonJson.revocation(change);
  }

  private JsonObject erase(PersonTag person, JsonNode body) throws LedgerUnavailableException {
    return PersonJson.erasureOrdered(desk.erase(person, Asked.AT_DESK));
  }

  private JsonObject accesses(PersonTag person, JsonNode body) {
    var page =
        AccessPage.of(
            desk.accesses(person),
            StrictJson.text(body, "limit", ""),
            StrictJson.text(body, "before", ""));
    return PersonJson.accesses(page.accesses(), page.next());
  }

  private JsonObject receipt(PersonTag person, JsonNode body) {
    return desk.receipt(person, identifier(body, "access", AccessId::parse))
        .map(receipt -> new JsonObject(Buffer.buffer(receipt)))
        .orElseThrow(() -> new ProblemException(Problem.notFound()));
  }

  private JsonObject signInLink(PersonTag person, JsonNode body) {
    return new JsonObject()
        .put("path", Portal.SIGN_IN_PATH + "#" + links.issue(person))
        .put("validSeconds", OneTimeLinks.LIFETIME.toSeconds());
  }

  private static <T> T identifier(JsonNode body, String field, Function<String, T> parse) {
    try {
      return parse.apply(StrictJson.text(body, field));
    } catch (IllegalArgumentException e) {
      throw new ProblemException(Problem.malformed(field + " is 32 hex digits"), e);
    }
  }
}
