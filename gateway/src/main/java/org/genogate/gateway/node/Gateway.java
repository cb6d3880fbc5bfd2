package org.genogate.gateway.node;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.genogate.gateway.admin.ChangeApi;
import org.genogate.gateway.admin.ClusterApi;
import org.genogate.gateway.admin.DatasetApi;
import org.genogate.gateway.admin.MetricsApi;
import org.genogate.gateway.config.ConfigException;
import org.genogate.gateway.config.GatewayConfig;
import org.genogate.gateway.config.Project;
import org.genogate.gateway.custody.HeldDataset;
import org.genogate.gateway.fhir.FhirApi;
import org.genogate.gateway.http.Api;
import org.genogate.gateway.http.Authentication;
import org.genogate.gateway.http.Health;
import org.genogate.gateway.http.Listening;
import org.genogate.gateway.http.Server;
import org.genogate.gateway.http.ServerLimits;
import org.genogate.gateway.identity.LocalSecret;
import org.genogate.gateway.identity.TokenVerifier;
import org.genogate.gateway.portal.CustodianApi;
import org.genogate.gateway.portal.OneTimeLinks;
import org.genogate.gateway.portal.PersonApi;
import org.genogate.gateway.portal.Portal;
import org.genogate.gateway.portal.PortalSettings;
import org.genogate.gateway.receipt.ReceiptApi;
import org.genogate.gateway.release.ReleaseApi;
import org.genogate.gateway.research.ResearchApi;
import org.genogate.gateway.tlog.PublicLog;
import org.genogate.gateway.tlog.TlogApi;

/// A node that answers HTTP.
public final class Gateway implements AutoCloseable {

  public static final String VERSION = "0.1.0";

  private static final int SECRET_BYTES = 32;

  private final DataFolder folder;
  private final Node node;
  private final OneTimeLinks links;
  private final Vertx vertx;
  private final Server server;
  private final RunningGateway running;

  private Gateway(
      DataFolder folder,
      Node node,
      OneTimeLinks links,
      Vertx vertx,
      Server server,
      RunningGateway running) {
    this.folder = folder;
    this.node = node;
    this.links = links;
    this.vertx = vertx;
    this.server = server;
    this.running = running;
  }

  /// What to serve, and where.
  ///
  /// @param config need not exist: then nobody is trusted and nothing is asked but the ledger
  public record Settings(Path data, Path config, Listening listening) {}

  /// Returns once it answers.
  ///
  /// @throws FolderInUseException if another process has the data folder
  /// @throws ConfigException if the configuration cannot be used
  /// @throws org.genogate.gateway.http.CannotListenException if the address is taken
  /// @throws IOException if the data is damaged
  public static Gateway start(Settings settings)
      throws IOException, FolderInUseException, ConfigException {
    var config = GatewayConfig.read(settings.config());
    var clock = Clock.systemUTC();
    var random = new SecureRandom();
    var folder = DataFolder.own(settings.data());
    try {
      return serve(folder, Node.open(folder, config, clock, random), config, settings, random);
    } catch (IOException | ConfigException | RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  private static Gateway serve(
      DataFolder folder, Node node, GatewayConfig config, Settings settings, SecureRandom random)
      throws IOException {
    var secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    var local = new LocalSecret(HexFormat.of().formatHex(secret));
    var clock = Clock.systemUTC();
    var links = new OneTimeLinks(clock, random);
    var vertx = Vertx.vertx(new VertxOptions());
    try {
      var server =
          Server.start(
              vertx,
              settings.listening(),
              new ServerLimits(config.limits().requestBytes(), config.limits().stopWithin()),
              node.work(),
              health(node),
              apis(node, config, settings.listening(), links, local, clock, random));
      var running = new RunningGateway(address(settings.listening(), server.port()), local.text());
      running.write(folder.running());
      return new Gateway(folder, node, links, vertx, server, running);
    } catch (IOException | RuntimeException e) {
      var _ = vertx.close();
      node.close();
      throw e;
    }
  }

  private static List<Api> apis(
      Node node,
      GatewayConfig config,
      Listening listening,
      OneTimeLinks links,
      LocalSecret local,
      Clock clock,
      SecureRandom random) {
    var projects =
        config.projects().values().stream()
            .collect(Collectors.toMap(Project::id, Project::organisation));
    var verifier =
        new TokenVerifier(config.issuers(), config.organisations().keySet(), projects, clock);
    var desks = node.desks();
    var work = node.work();
    var authentication = new Authentication(verifier, local, _ -> desks.refusals().countStranger());
    var settings = portalSettings(node, config);
    var apis = new ArrayList<Api>();
    node.cluster()
        .ifPresent(parts -> {
          apis.add(new ClusterApi(parts, node.ledger(), authentication, work));
          apis.add(new ChangeApi(parts, node.ledger(), authentication, work, random, clock));
        });
    apis.addAll(
        List.of(
            new ResearchApi(desks.researchers(), authentication, config.limits(), work),
            new FhirApi(work, authentication, desks.clinicians(), VERSION),
            new ReceiptApi(desks.receipts(), authentication, work),
            new ReleaseApi(desks.releases(), authentication, work),
            new PersonApi(desks.patients(), settings, authentication, work, clock),
            new CustodianApi(
                desks.patients(), node.people(), links, settings, authentication, work, clock),
            new Portal(desks.patients(), links, settings, work, clock, random),
            new DatasetApi(node.publication(), authentication, work),
            new MetricsApi(node.metrics(), listening.transport(), authentication, work),
            new TlogApi(PublicLog.of(node.ledger().log()), authentication, work)));
    return apis;
  }

  private static PortalSettings portalSettings(Node node, GatewayConfig config) {
    var regionTitles =
        config.regions().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().title()));
    return new PortalSettings(
        config.custodian(),
        config.organisations(),
        regionTitles,
        PortalSettings.COMMON_DISEASES,
        () ->
            node.datasets().all().stream()
                .map(HeldDataset::name)
                .collect(Collectors.toUnmodifiableSet()));
  }

  private static Health health(Node node) {
    var ledger = node.ledger();
    return node.cluster()
        .map(parts ->
            new Health(
                Map.of(
                    "ledger", ledger::isAccepting,
                    "lease", ledger::mayRead,
                    "member", parts::isMember,
                    "quorum", parts::reachesQuorum)))
        .orElseGet(() -> new Health(Map.of("ledger", ledger::isAccepting)));
  }

  private static URI address(Listening listening, int port) {
    var scheme = listening.transport() instanceof Listening.Transport.Tls ? "https" : "http";
    // An IPv6 address stands in brackets.
    var host = listening.host().contains(":") ? "[%s]" : "%s";
    return URI.create("%s://%s:%d/".formatted(scheme, host.formatted(listening.host()), port));
  }

  public Node node() {
    return node;
  }

  /// Its address, and the secret that makes a caller its custodian.
  public RunningGateway running() {
    return running;
  }

  /// The data folder.
  public Path data() {
    return folder.path();
  }

  public OneTimeLinks links() {
    return links;
  }

  /// Stops within the configured bound: answers first, then the ledger's last seal.
  @Override
  public void close() throws IOException {
    Files.deleteIfExists(folder.running());
    server.close();
    vertx.close().await();
    node.close();
    folder.close();
  }
}
