package org.genogate.gateway.portal;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.security.SecureRandom;
import java.time.Clock;
import org.genogate.gateway.access.PatientDesk;
import org.genogate.gateway.http.Problem;
import org.genogate.gateway.http.ProblemException;
import org.genogate.gateway.http.Problems;
import org.genogate.gateway.http.Work;
import org.genogate.ledger.event.PersonTag;

/// The pages and the JSON on a free port of this machine, over a desk in memory.
final class PortalServer implements AutoCloseable {

  private final Vertx vertx = Vertx.vertx();
  private final OneTimeLinks links;
  private final HttpServer server;

  PortalServer(PatientDesk desk, Clock clock) {
    var random = new SecureRandom();
    links = new OneTimeLinks(clock, random);
    var portal =
        new Portal(desk, links, Example.SETTINGS, PortalServer::onVirtualThread, clock, random);
    var router = Router.router(vertx);
    router.route().handler(BodyHandler.create(false).setBodyLimit(16_384));
    portal.mount(router);
    new PersonApi(
            desk, Example.SETTINGS, PortalServer::bearer, PortalServer::onVirtualThread, clock)
        .mount(router);
    server = vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1").await();
  }

  /// `localhost` and not `127.0.0.1`: the cookie and passkeys want a name.
  String origin() {
    return "http://localhost:" + server.actualPort();
  }

  String issue(PersonTag person) {
    return links.issue(person);
  }

  String link(PersonTag person) {
    return origin() + Portal.SIGN_IN_PATH + "#" + issue(person);
  }

  @Override
  public void close() {
    vertx.close().await();
  }

  /// Stands in for a verified token: the bearer is the person's tag itself.
  private static PersonTag bearer(RoutingContext context) {
    String field = context.request().getHeader("Authorization");
    if (field == null) {
      throw new ProblemException(Problem.unauthenticated("token-missing", "no token"));
    }
    return PersonTag.parse(field.substring("Bearer ".length()));
  }

  private static Handler<RoutingContext> onVirtualThread(Work.Task task) {
    return context ->
        Thread.startVirtualThread(() -> {
          try {
            task.run(context);
          } catch (Exception e) {
            Problems.answer(context, e);
          }
        });
  }
}
