package org.genogate.gateway.cluster;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.genogate.cluster.Cluster;
import org.genogate.cluster.ClusterStatus;
import org.genogate.cluster.Plan;
import org.genogate.cluster.Surroundings;
import org.genogate.cluster.finality.SignedFile;
import org.genogate.cluster.link.HazelcastLink;
import org.genogate.cluster.link.LinkSettings;
import org.genogate.cluster.link.MisconfiguredLinkException;
import org.genogate.cluster.ordering.Role;
import org.genogate.gateway.config.ChangeFile;
import org.genogate.gateway.config.ClusterFile;
import org.genogate.gateway.config.ConfigException;
import org.genogate.gateway.config.NodeAddress;
import org.genogate.ledger.Ledger;
import org.genogate.ledger.Replication;
import org.genogate.ledger.checkpoint.Policy;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.state.Epoch;
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

  private final Peers peers;
  private final HazelcastLink link;
  private final ClusterAlarms alarms;
  private final Cluster cluster;
  private final Vault vault;

  private ClusterParts(
      Peers peers, HazelcastLink link, ClusterAlarms alarms, Cluster cluster, Vault vault) {
    this.peers = peers;
    this.link = link;
    this.alarms = alarms;
    this.cluster = cluster;
    this.vault = vault;
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
    var peers = new Peers(folder.resolve(ClusterFile.NAME), membership, link);
    try {
      var founding = membership.file().founding();
      var self = membership.self();
      var plan =
          new Plan(
              self,
              List.copyOf(founding.names()),
              List.copyOf(membership.file().council().names()),
              membership.file().council().epoch(),
              founding.origin(),
              founding.logKey(),
              founding.entry());
      var alarms = new ClusterAlarms(self, keys.node());
      var around =
          new Surroundings(
              link,
              keys.cosigners(founding, self),
              keys.cosignerKey(founding, self),
              new SignedFile(folder.resolve("signed")),
              new VaultCourier(link, vault, () -> peers.file().council(), random),
              clock,
              random,
              halt,
              alarms,
              peers);
      var cluster = new Cluster(plan, around, Cluster.Agendas.onThreads());
      peers.readFrom(cluster);
      recoverIfRestored(folder, cluster);
      return new ClusterParts(peers, link, alarms, cluster, vault);
    } catch (IOException | RuntimeException e) {
      peers.close();
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
    var self = membership.self();
    var settings =
        new LinkSettings(
            self,
            keys.node(),
            file.addressOf(self).toSocketAddress(),
            Peers.links(file),
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
    return peers.self();
  }

  /// What the cluster is called.
  public String name() {
    return peers.file().cluster();
  }

  /// Empty if it is none of the cluster's, or came a moment ago.
  public Optional<NodeAddress> addressOf(ValidatorName node) {
    return Optional.ofNullable(peers.file().addresses().get(node));
  }

  /// The file that this node would start with.
  public ClusterFile file() {
    return peers.file();
  }

  /// Whether this node keeps the ledger; one that was taken out answers nothing any more.
  public boolean isMember() {
    return cluster.status().isMember();
  }

  /// Has a proposal of others, or one of this node's people, signed by this node.
  public ChangeFile sign(ChangeFile change) throws IOException, ClusterMistakeException {
    return new Proposal(change, Optional.of(file())).signed(vault);
  }

  /// Writes a change down for all to sign.
  ///
  /// @param epoch in force, as this node's ledger says
  /// @throws ClusterMistakeException also while the one before is not everywhere yet
  public ChangeFile propose(Change change, Epoch epoch, SecureRandom random, Clock clock)
      throws IOException, ClusterMistakeException {
    requireSettled(epoch);
    return change.propose(file(), epoch, vault, random, clock);
  }

  /// A name that left must have left everywhere before it can come back.
  ///
  /// @throws ClusterMistakeException unless those who keep the ledger are those who vote
  public void requireSettled(Epoch epoch) throws ClusterMistakeException {
    var membership = cluster.status().membership();
    if (!membership.settled()
        || membership.epoch() != epoch.number()
        || file().council().epoch() != epoch.number()) {
      throw new ClusterMistakeException(
          "an earlier change is under way: try again when cluster status says that it is settled");
    }
  }

  public ClusterStatus status() {
    return cluster.status();
  }

  /// What makes a checkpoint final, as the log began.
  public Policy policy() {
    return peers.file().council().policy();
  }

  /// Whether drafts are judged here.
  public boolean leads() {
    return cluster.status().standing().role() == Role.LEADER;
  }

  /// Whether a link to each of the others stands now.
  public SortedMap<ValidatorName, Boolean> reachable() {
    var reachable = new TreeMap<ValidatorName, Boolean>();
    for (var peer : peers.file().addresses().keySet()) {
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
    peers.close();
    link.close();
  }
}
