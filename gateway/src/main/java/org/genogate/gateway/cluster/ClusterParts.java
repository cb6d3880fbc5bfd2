package org.genogate.gateway.cluster;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.genogate.cluster.Cluster;
import org.genogate.cluster.ClusterStatus;
import org.genogate.cluster.finality.SignedFile;
import org.genogate.cluster.link.HazelcastLink;
import org.genogate.cluster.link.LinkPeer;
import org.genogate.cluster.link.LinkSettings;
import org.genogate.cluster.link.MisconfiguredLinkException;
import org.genogate.cluster.ordering.Role;
import org.genogate.gateway.config.ClusterFile;
import org.genogate.gateway.config.ConfigException;
import org.genogate.gateway.config.NodeAddress;
import org.genogate.ledger.Ledger;
import org.genogate.ledger.Replication;
import org.genogate.ledger.checkpoint.Policy;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.vault.Vault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What runs in a node because it is one of several: its links, and its part in the ledger.
///
/// Opened before the ledger and closed after it.
public final class ClusterParts implements Closeable {

  /// In the cluster's folder: what is beside it was a backup, and is older than what this node did.
  public static final String RESTORED = "restored";

  private static final Logger LOGGER = LoggerFactory.getLogger(ClusterParts.class);

  /// A peer takes over within a tenth of a second, or finds out by itself.
  private static final long HANDING_OVER_SECONDS = 2;

  private final Membership membership;
  private final HazelcastLink link;
  private final ClusterAlarms alarms;
  private final Cluster cluster;

  private ClusterParts(
      Membership membership, HazelcastLink link, ClusterAlarms alarms, Cluster cluster) {
    this.membership = membership;
    this.link = link;
    this.alarms = alarms;
    this.cluster = cluster;
  }

  /// @param folder of what a node keeps of its cluster; has the cluster's file
  /// @param halt ends the process on the spot
  /// @throws ConfigException if no link can be opened with the file
  /// @throws IOException if the link's address cannot be listened at
  public static ClusterParts open(
      Path folder, Vault vault, Clock clock, SecureRandom random, Consumer<Throwable> halt)
      throws IOException, ConfigException {
    var membership = membership(ClusterFile.read(folder.resolve(ClusterFile.NAME)), vault);
    var keys = new NodeKeys(vault);
    var link = link(membership, keys, clock, random);
    try {
      var founding = membership.file().founding();
      var self = membership.self();
      var plan =
          new Cluster.Plan(
              self,
              List.copyOf(membership.file().addresses().keySet()),
              founding.origin(),
              founding.logKey(),
              founding.entry());
      var alarms = new ClusterAlarms(self, keys.node());
      var around =
          new Cluster.Surroundings(
              link,
              keys.cosigners(founding, self),
              keys.cosignerKey(founding, self),
              new SignedFile(folder.resolve("signed")),
              new VaultCourier(link, vault, founding, random),
              clock,
              random,
              halt,
              alarms);
      var cluster = new Cluster(plan, around, Cluster.Agendas.onThreads());
      recoverIfRestored(folder, cluster);
      return new ClusterParts(membership, link, alarms, cluster);
    } catch (IOException | RuntimeException e) {
      link.close();
      throw e;
    }
  }

  /// A backup brings its mark with it.
  private static void recoverIfRestored(Path folder, Cluster cluster) {
    var mark = folder.resolve(RESTORED);
    if (!Files.exists(mark)) {
      return;
    }
    LOGGER.atWarn().log("this data is a backup: catching up before voting, signing or answering");
    cluster.recover(() -> {
      try {
        Files.delete(mark);
        LOGGER.atInfo().log("this node caught up with the others");
      } catch (IOException e) {
        LOGGER.atWarn().setCause(e).log("the mark of a backup cannot be removed");
      }
    });
  }

  private static Membership membership(ClusterFile file, Vault vault)
      throws IOException, ConfigException {
    try {
      return Membership.of(file, vault);
    } catch (ClusterMistakeException e) {
      throw new ConfigException("cluster/cluster.json: " + e.getMessage(), e);
    }
  }

  private static HazelcastLink link(
      Membership membership, NodeKeys keys, Clock clock, SecureRandom random)
      throws IOException, ConfigException {
    var file = membership.file();
    var peers = new TreeMap<ValidatorName, LinkPeer>();
    for (var validator : file.founding().validators()) {
      var address = file.addressOf(validator.name());
      peers.put(validator.name(), new LinkPeer(validator.node(), address.toSocketAddress()));
    }
    var self = membership.self();
    var settings =
        new LinkSettings(
            self,
            keys.node(),
            file.addressOf(self).toSocketAddress(),
            peers,
            file.cluster() + "/" + file.founding().fingerprint());
    try {
      return HazelcastLink.open(settings, clock, random);
    } catch (MisconfiguredLinkException e) {
      throw new ConfigException("cluster/cluster.json: " + e.getMessage(), e);
    }
  }

  /// For the ledger, which closes it.
  public Replication replication() {
    return cluster;
  }

  /// The ledger is open: alarms are put on it from now on.
  public void tell(Ledger ledger) {
    alarms.tell(ledger);
  }

  public ValidatorName self() {
    return membership.self();
  }

  /// What the cluster is called.
  public String name() {
    return membership.file().cluster();
  }

  /// @throws java.util.NoSuchElementException if it is none of the cluster's
  public NodeAddress addressOf(ValidatorName node) {
    return membership.file().addressOf(node);
  }

  public ClusterStatus status() {
    return cluster.status();
  }

  /// What makes a checkpoint final, as the log began.
  public Policy policy() {
    return membership.file().founding().policy();
  }

  /// Whether drafts are judged here.
  public boolean leads() {
    return cluster.status().standing().role() == Role.LEADER;
  }

  /// Whether a link to each of the others stands now.
  public SortedMap<ValidatorName, Boolean> reachable() {
    var reachable = new TreeMap<ValidatorName, Boolean>();
    for (var peer : membership.file().addresses().keySet()) {
      if (!peer.equals(self())) {
        reachable.put(peer, link.isReachable(peer));
      }
    }
    return reachable;
  }

  /// Whether this node and those it reaches are enough to make anything final.
  public boolean reachesQuorum() {
    var names = new HashSet<String>();
    names.add(self().value());
    reachable()
        .forEach((name, stands) -> {
          if (stands) {
            names.add(name.value());
          }
        });
    return policy().isMetBy(names);
  }

  /// Hands leadership on, if this node has it, and waits until somebody took it or a moment passed.
  public void leave() {
    try {
      var _ = cluster.leave().get(HANDING_OVER_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // Nobody could take it: the others elect when they can.
    }
  }

  @Override
  public void close() {
    link.close();
  }
}
