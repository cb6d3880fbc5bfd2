package org.genogate.gateway.node;

import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.genogate.cluster.Cluster;
import org.genogate.gateway.access.Desks;
import org.genogate.gateway.cluster.ClusterParts;
import org.genogate.gateway.config.ClusterFile;
import org.genogate.gateway.config.ConfigException;
import org.genogate.gateway.config.GatewayConfig;
import org.genogate.gateway.config.Limits;
import org.genogate.gateway.custody.DatasetCatalog;
import org.genogate.gateway.custody.PeopleRegister;
import org.genogate.gateway.custody.Publication;
import org.genogate.gateway.http.Work;
import org.genogate.gateway.http.WorkLimits;
import org.genogate.gateway.metric.ClusterMetrics;
import org.genogate.gateway.metric.Measured;
import org.genogate.gateway.metric.NodeMetrics;
import org.genogate.genomics.query.MalformedPanelException;
import org.genogate.genomics.query.Panel;
import org.genogate.ledger.Ledger;
import org.genogate.ledger.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What one process holds of GenoGate, without a network: keys, ledger, datasets, and the desks
/// where they meet.
public final class Node implements AutoCloseable {

  /// How long past its instant an expiry may go unnoticed by a stream under way.
  private static final Duration TICK = Duration.ofMillis(50);

  private static final Logger LOGGER = LoggerFactory.getLogger(Node.class);

  /// The exit code of a node whose disk failed: EX_IOERR of sysexits.h.
  private static final int DISK_FAILED = 74;

  private static final Duration SLOWEST_READER_PATIENCE = Duration.ofSeconds(30);

  private final Vault vault;
  private final Ledger ledger;
  private final @Nullable ClusterParts cluster;
  private final Measured measured;
  private final PeopleRegister people;
  private final DatasetCatalog datasets;
  private final Publication publication;
  private final Work work;
  private final Desks desks;
  private final ScheduledExecutorService timer;
  private final Opened opened;

  private Node(
      Vault vault,
      Ledger ledger,
      @Nullable ClusterParts cluster,
      Measured measured,
      PeopleRegister people,
      DatasetCatalog datasets,
      Publication publication,
      Work work,
      Desks desks,
      ScheduledExecutorService timer,
      Opened opened) {
    this.vault = vault;
    this.ledger = ledger;
    this.cluster = cluster;
    this.measured = measured;
    this.people = people;
    this.datasets = datasets;
    this.publication = publication;
    this.work = work;
    this.desks = desks;
    this.timer = timer;
    this.opened = opened;
  }

  /// Opens what the folder holds, or begins a new ledger in it. The twenty objects of a node, wired
  /// by hand.
  ///
  /// @throws IOException if a part of it is damaged or cannot be read; then none of it stays open
  /// @throws ConfigException if a panel cannot be used
  public static Node open(DataFolder folder, GatewayConfig config, Clock clock, SecureRandom random)
      throws IOException, ConfigException {
    var panels = panels(config);
    var opened = new Opened();
    try {
      var vault = folder.openVault(random);
      opened.add(vault::close);
      var people = PeopleRegister.open(folder.people(), vault, random);
      var cluster = cluster(folder, vault, clock, random);
      cluster.ifPresent(opened::add);
      var measured =
          new Measured(
              cluster.map(ClusterParts::replication).orElseGet(() -> Cluster.alone(random)),
              () -> cluster.map(ClusterParts::leads).orElse(true));
      var ledger = Ledger.open(folder.ledger(), vault, clock, random, measured);
      opened.add(ledger::close);
      var _ = ledger.erasureFailure().thenAccept(Node::erasureFailed);
      cluster.ifPresent(parts -> parts.tell(ledger));
      cluster.ifPresent(parts -> opened.add(parts::leave));
      var datasets = DatasetCatalog.open(folder.datasets(), vault, ledger);
      opened.add(datasets::close);
      var publication = new Publication(datasets, people, vault, ledger, random);
      var work = new Work(workLimits(config.limits()));
      var desks =
          Desks.furnish(
              new Desks.Room(config, panels, people, datasets, ledger, work, clock, random));
      var timer =
          Executors.newSingleThreadScheduledExecutor(
              Thread.ofPlatform().daemon().name("genogate-timer").factory());
      var node =
          new Node(
              vault,
              ledger,
              cluster.orElse(null),
              measured,
              people,
              datasets,
              publication,
              work,
              desks,
              timer,
              opened);
      node.startTimer(clock);
      return node;
    } catch (IOException | ConfigException | RuntimeException e) {
      opened.closeBecauseOf(e);
      throw e;
    }
  }

  /// The file that makes this node one of several, if it is there.
  private static Optional<ClusterParts> cluster(
      DataFolder folder, Vault vault, Clock clock, SecureRandom random)
      throws IOException, ConfigException {
    if (!Files.exists(ClusterFile.in(folder.path()))) {
      return Optional.empty();
    }
    return Optional.of(
        ClusterParts.open(folder.cluster(), vault, clock, random, Node::haltBecauseOf));
  }

  /// Peers must not hear of what may not be durable.
  private static void haltBecauseOf(Throwable cause) {
    LOGGER.atError().setCause(cause).log("the ledger's disk failed: this process ends now");
    Runtime.getRuntime().halt(DISK_FAILED);
  }

  private static void erasureFailed(IOException cause) {
    LOGGER
        .atError()
        .setCause(cause)
        .log("keys that the ledger orders to destroy may still be on disk: restart this node");
  }

  private void startTimer(Clock clock) {
    var _ =
        timer.scheduleAtFixedRate(
            () -> ledger.advance(clock.instant()), 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
    var _ = timer.scheduleAtFixedRate(this::keepHouse, 1, 1, TimeUnit.MINUTES);
    if (cluster != null) {
      var _ = timer.schedule(this::catchUpWhenAble, 1, TimeUnit.SECONDS);
    }
  }

  /// Nobody waits for it here: what cannot be written now is lost with the node, and the ledger
  /// then takes nothing else either.
  private void keepHouse() {
    var _ = desks.housekeeping().get();
    if (cluster != null && ledger.isAccepting()) {
      catchUp();
    }
  }

  /// A ledger that others keep too may learn late what this node did before it was stopped.
  private void catchUp() {
    try {
      datasets.admitPublished(ledger);
      var _ = ledger.accesses().closeAbandoned();
    } catch (IOException e) {
      LOGGER.atError().setCause(e).log("what an earlier run left cannot be taken up");
    }
  }

  /// Once the others can be heard.
  private void catchUpWhenAble() {
    if (ledger.isAccepting()) {
      catchUp();
    } else {
      var _ = timer.schedule(this::catchUpWhenAble, 1, TimeUnit.SECONDS);
    }
  }

  private static WorkLimits workLimits(Limits limits) {
    return new WorkLimits(
        Runtime.getRuntime().availableProcessors(),
        limits.streamsPerRequester(),
        limits.streamsTotal(),
        limits.minBytesPerSecond(),
        SLOWEST_READER_PATIENCE);
  }

  private static Map<String, Panel> panels(GatewayConfig config) throws ConfigException {
    var panels = new HashMap<String, Panel>();
    for (var panel : config.panels().entrySet()) {
      try {
        panels.put(panel.getKey(), Panel.parse(panel.getValue().file()));
      } catch (MalformedPanelException e) {
        throw unusable(panel.getKey(), e.getMessage(), e);
      } catch (IOException e) {
        throw unusable(panel.getKey(), "cannot read " + panel.getValue().file(), e);
      }
    }
    return panels;
  }

  private static ConfigException unusable(String panel, @Nullable String why, Exception cause) {
    return new ConfigException("panels.%s.file: %s".formatted(panel, why), cause);
  }

  public Vault vault() {
    return vault;
  }

  public Ledger ledger() {
    return ledger;
  }

  /// Its part in a cluster; empty for a node that keeps its ledger alone.
  public Optional<ClusterParts> cluster() {
    return Optional.ofNullable(cluster);
  }

  /// What Prometheus is told.
  public NodeMetrics metrics() {
    return new NodeMetrics(
        ledger,
        measured,
        out ->
            cluster()
                .ifPresent(parts -> ClusterMetrics.write(out, parts.status(), parts.reachable())));
  }

  public PeopleRegister people() {
    return people;
  }

  public DatasetCatalog datasets() {
    return datasets;
  }

  public Publication publication() {
    return publication;
  }

  public Work work() {
    return work;
  }

  public Desks desks() {
    return desks;
  }

  /// Closes in the order opposite to opening.
  @Override
  public void close() throws IOException {
    timer.shutdownNow();
    keepHouse();
    opened.close();
  }
}
