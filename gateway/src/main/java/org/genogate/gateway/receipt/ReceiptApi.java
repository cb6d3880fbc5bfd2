package org.genogate.gateway.receipt;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.Optional;
import org.genogate.gateway.access.ReceiptDesk;
import org.genogate.gateway.http.Api;
import org.genogate.gateway.http.Authentication;
import org.genogate.gateway.http.Problem;
import org.genogate.gateway.http.ProblemException;
import org.genogate.gateway.http.Work;
import org.genogate.gateway.identity.Caller;
import org.genogate.ledger.event.AccessId;

/// Serves the receipt of one access to those it belongs to: a person whom it concerned, and the
/// researcher or clinician who asked. Nobody else can tell it from one that never was.
public final class ReceiptApi implements Api {

  private final ReceiptDesk desk;
  private final Authentication authentication;
  private final Work work;

  public ReceiptApi(ReceiptDesk desk, Authentication authentication, Work work) {
    this.desk = desk;
    this.authentication = authentication;
    this.work = work;
  }

  @Override
  public void mount(Router router) {
    router.get("/v1/receipts/:access").handler(work.handler(this::answer));
  }

  private void answer(RoutingContext context) throws IOException {
    var caller = authentication.caller(context);
    if (!context.queryParams().isEmpty()) {
      throw new ProblemException(Problem.malformed("a receipt has no parameters"));
    }
    var access = access(context);
    var receipt =
        switch (caller) {
          case Caller.Person(var person) -> desk.forPerson(person, access);
          case Caller.Researcher(var id, var organisation, _) ->
              desk.forRequester(id, organisation, access);
          case Caller.Clinician(var id, var organisation) ->
              desk.forRequester(id, organisation, access);
          case Caller.Custodian _, Caller.Auditor _ -> throw wrongRole();
        };
    send(context, receipt);
  }

  /// What is no identifier names nothing, like one that nobody has.
  private static AccessId access(RoutingContext context) {
    try {
      return AccessId.parse(String.valueOf(context.pathParam("access")));
    } catch (IllegalArgumentException e) {
      throw new ProblemException(Problem.notFound(), e);
    }
  }

  private static void send(RoutingContext context, Optional<byte[]> receipt) {
    var document = receipt.orElseThrow(() -> new ProblemException(Problem.notFound()));
    context
        .response()
        .putHeader("content-type", "application/json")
        .putHeader("cache-control", "no-store")
        .putHeader("x-content-type-options", "nosniff")
        .end(Buffer.buffer(document))
        .onFailure(_ -> {});
  }

  private static ProblemException wrongRole() {
    return new ProblemException(
        Problem.forbidden("wrong-role", "the token's role does not use this resource"));
  }
}
