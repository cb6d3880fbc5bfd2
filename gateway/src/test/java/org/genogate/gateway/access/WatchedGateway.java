package org.genogate.gateway.access;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.genogate.gateway.client.GatewayClient;
import org.genogate.gateway.config.GatewayConfig;
import org.genogate.gateway.config.Project;
import org.genogate.gateway.http.Authentication;
import org.genogate.gateway.http.Health;
import org.genogate.gateway.http.Listening;
import org.genogate.gateway.http.Server;
import org.genogate.gateway.http.ServerLimits;
import org.genogate.gateway.identity.Caller;
import org.genogate.gateway.identity.TokenVerifier;
import org.genogate.gateway.node.TestGateway;
import org.genogate.gateway.research.ResearchApi;

/// A research API over a [TestGateway]'s node whose fence notes each hand-over.
final class WatchedGateway implements AutoCloseable {

  private final TestGateway test;
  private final Desks desks;
  private final List<HandOver> handOvers;
  private final Vertx vertx;
  private final Server server;

  private WatchedGateway(
      TestGateway test, Desks desks, List<HandOver> handOvers, Vertx vertx, Server server) {
    this.test = test;
    this.desks = desks;
    this.handOvers = handOvers;
    this.vertx = vertx;
    this.server = server;
  }

  /// A batch that was given to the socket.
  ///
  /// @param begun in nanoseconds, as `System.nanoTime` counts
  /// @param ended likewise, before the fence counts it out
  /// @param consentVersion of the moment it began
  record HandOver(long begun, long ended, long consentVersion) {}

  private static final class WatchedFence extends ConsentFence {
    private final TestGateway test;
    private final List<HandOver> handOvers;

    WatchedFence(TestGateway test, List<HandOver> handOvers) {
      this.test = test;
      this.handOvers = handOvers;
    }

    @Override
    boolean handOver(Attempt attempt) throws IOException {
      return super.handOver(() -> {
        long begun = System.nanoTime();
        long version = test.node().ledger().view().consent().version();
        boolean handed = attempt.run();
        if (handed) {
          handOvers.add(new HandOver(begun, System.nanoTime(), version));
        }
        return handed;
      });
    }
  }

  static WatchedGateway start(Path folder, int samples, int sites, JsonObject limits)
      throws Exception {
    return start(folder, samples, sites, limits, Clock.systemUTC());
  }

  /// @param clock of the desks, not of the node
  static WatchedGateway start(Path folder, int samples, int sites, JsonObject limits, Clock clock)
      throws Exception {
    var test = TestGateway.start(folder, samples, sites, limits);
    var config = GatewayConfig.read(folder.resolve("data").resolve("gateway.json"));
    List<HandOver> handOvers = Collections.synchronizedList(new ArrayList<>());
    var node = test.node();
    var desks =
        Desks.furnish(
            new Desks.Room(
                config,
                Map.of(),
                node.people(),
                node.datasets(),
                node.ledger(),
                node.work(),
                clock,
                new SecureRandom()),
            new WatchedFence(test, handOvers));
    var vertx = Vertx.vertx();
    return new WatchedGateway(test, desks, handOvers, vertx, serve(test, desks, config, vertx));
  }

  private static Server serve(TestGateway test, Desks desks, GatewayConfig config, Vertx vertx)
      throws IOException {
    var projects =
        config.projects().values().stream()
            .collect(Collectors.toMap(Project::id, Project::organisation));
    var verifier =
        new TokenVerifier(
            config.issuers(), config.organisations().keySet(), projects, Clock.systemUTC());
    var work = test.node().work();
    return Server.start(
        vertx,
        new Listening("127.0.0.1", 0, new Listening.Transport.Loopback()),
        new ServerLimits(1 << 20, Duration.ofSeconds(5)),
        work,
        new Health(Map.of()),
        List.of(
            new ResearchApi(
                desks.researchers(),
                new Authentication(verifier, _ -> {}),
                config.limits(),
                work)));
  }

  TestGateway test() {
    return test;
  }

  Desks desks() {
    return desks;
  }

  /// In order, as far as one stream is concerned.
  List<HandOver> handOvers() {
    return handOvers;
  }

  /// @param id of a researcher of the project
  GatewayClient researcher(String id) {
    return new GatewayClient(
        URI.create("http://127.0.0.1:" + server.port()),
        test.token(new Caller.Researcher(id, "university", "project-1")));
  }

  @Override
  public void close() throws IOException {
    server.close();
    vertx.close().await();
    test.close();
  }
}
