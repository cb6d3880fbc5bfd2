package org.genogate.gateway.node;

import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.genogate.gateway.access.Desks;
import org.genogate.gateway.config.GatewayConfig;
import org.genogate.gateway.config.Limits;
import org.genogate.gateway.custody.DatasetCatalog;
import org.genogate.gateway.custody.PeopleRegister;
import org.genogate.gateway.custody.Publication;
import org.genogate.gateway.http.Work;
import org.genogate.gateway.http.WorkLimits;
import org.genogate.genomics.query.MalformedPanelException;
import org.genogate.genomics.query.Panel;
import org.genogate.ledger.Ledger;
import org.genogate.ledger.vault.Vault;

/// What one process holds of GenoGate, without a network: keys, ledger, datasets, and the desks
/// where they meet.
public final class Node implements AutoCloseable {

  /// How long past its instant an expiry may go unnoticed by a stream under way.
  private static final Duration TICK = Duration.ofMillis(50);

  private static final Duration SLOWEST_READER_PATIENCE = Duration.ofSeconds(30);

  private final Vault vault;
  private final Ledger ledger;
  private final PeopleRegister people;
  private final DatasetCatalog datasets;
  private final Publication publication;
  private final Work work;
  private final Desks desks;
  private final ScheduledExecutorService timer;

  private Node(
      Vault vault,
      Ledger ledger,
      PeopleRegister people,
      DatasetCatalog datasets,
      Publication publication,
      Work work,
      Desks desks,
      ScheduledExecutorService timer) {
    this.vault = vault;
    this.ledger = ledger;
    this.people = people;
    this.datasets = datasets;
    this.publication = publication;
    this.work = work;
    this.desks = desks;
    this.timer = timer;
  }

  /// Opens what the folder holds, or begins a new ledger in it. The twenty objects of a node, wired
  /// by hand.
  ///
  /// @throws IOException if a part of it is damaged or cannot be read
  public static Node open(DataFolder folder, GatewayConfig config, Clock clock, SecureRandom random)
      throws IOException {
    var vault =
        Files.exists(folder.masterKey())
            ? Vault.open(folder.vault(), folder.masterKey(), random)
            : Vault.create(folder.vault(), folder.masterKey(), random);
    var ledger = Ledger.open(folder.ledger(), vault, clock, random);
    var people = PeopleRegister.open(folder.people(), vault, random);
    var datasets = DatasetCatalog.open(folder.datasets(), vault, ledger);
    var publication = new Publication(datasets, people, vault, ledger, random);
    var work = new Work(workLimits(config.limits()));
    var desks =
        Desks.furnish(
            new Desks.Room(config, panels(config), people, datasets, ledger, work, clock, random));
    var timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("genogate-timer").factory());
    var node = new Node(vault, ledger, people, datasets, publication, work, desks, timer);
    node.startTimer(clock);
    return node;
  }

  private void startTimer(Clock clock) {
    var _ =
        timer.scheduleAtFixedRate(
            () -> ledger.advance(clock.instant()), 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
    var _ = timer.scheduleAtFixedRate(desks.housekeeping(), 1, 1, TimeUnit.MINUTES);
  }

  private static WorkLimits workLimits(Limits limits) {
    return new WorkLimits(
        Runtime.getRuntime().availableProcessors(),
        limits.streamsPerRequester(),
        limits.streamsTotal(),
        limits.minBytesPerSecond(),
        SLOWEST_READER_PATIENCE);
  }

  private static Map<String, Panel> panels(GatewayConfig config) throws IOException {
    var panels = new HashMap<String, Panel>();
    for (var panel : config.panels().entrySet()) {
      try {
        panels.put(panel.getKey(), Panel.parse(panel.getValue().file()));
      } catch (MalformedPanelException e) {
        throw new IOException("panel %s: %s".formatted(panel.getKey(), e.getMessage()), e);
      }
    }
    return panels;
  }

  public Vault vault() {
    return vault;
  }

  public Ledger ledger() {
    return ledger;
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

  /// Closes in the order opposite to opening: nothing more is recorded, then what was is sealed.
  @Override
  public void close() throws IOException {
    timer.shutdownNow();
    desks.housekeeping().run();
    ledger.close();
    datasets.close();
    vault.close();
  }
}
