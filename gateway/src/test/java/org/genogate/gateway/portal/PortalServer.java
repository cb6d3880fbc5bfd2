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
import org.genogate.gateway.http.Work;
import org.genogate.ledger.event.PersonTag;

/// The pages on a free port of this machine, over a desk in memory.
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

  private static Handler<RoutingContext> onVirtualThread(Work.Task task) {
    return context ->
        Thread.startVirtualThread(() -> {
          try {
            task.run(context);
          } catch (Exception e) {
            context.fail(e);
          }
        });
  }
}
