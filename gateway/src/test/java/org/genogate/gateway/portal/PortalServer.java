package org.genogate.gateway.portal;

import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.genogate.gateway.access.PatientDesk;
import org.genogate.gateway.http.Health;
import org.genogate.gateway.http.Listening;
import org.genogate.gateway.http.Problem;
import org.genogate.gateway.http.ProblemException;
import org.genogate.gateway.http.Server;
import org.genogate.gateway.http.ServerLimits;
import org.genogate.gateway.http.Work;
import org.genogate.gateway.http.WorkLimits;
import org.genogate.ledger.event.PersonTag;

/// The pages and the JSON on a free port of this machine, over a desk in memory.
final class PortalServer implements AutoCloseable {

  static final int REQUEST_BYTES = 16_384;

  private final Vertx vertx = Vertx.vertx();
  private final OneTimeLinks links;
  private final Server server;

  PortalServer(PatientDesk desk, Clock clock) {
    var random = new SecureRandom();
    var work = new Work(new WorkLimits(2, 1, 1, 1, Duration.ofSeconds(10)));
    links = new OneTimeLinks(clock, random);
    var portal = new Portal(desk, links, Example.SETTINGS, work, clock, random);
    var api = new PersonApi(desk, Example.SETTINGS, PortalServer::bearer, work, clock);
    try {
      server =
          Server.start(
              vertx,
              new Listening("127.0.0.1", 0, new Listening.Transport.Loopback()),
              new ServerLimits(REQUEST_BYTES, Duration.ofSeconds(5)),
              work,
              new Health(Map.of()),
              List.of(portal, api));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// `localhost` and not `127.0.0.1`: the cookie and passkeys want a name.
  String origin() {
    return "http://localhost:" + server.port();
  }

  String issue(PersonTag person) {
    return links.issue(person);
  }

  String link(PersonTag person) {
    return origin() + Portal.SIGN_IN_PATH + "#" + issue(person);
  }

  @Override
  public void close() {
    server.close();
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
}
