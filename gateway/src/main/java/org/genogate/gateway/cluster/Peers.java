package org.genogate.gateway.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.genogate.cluster.Cluster;
import org.genogate.cluster.PeersListener;
import org.genogate.cluster.link.HazelcastLink;
import org.genogate.cluster.link.LinkPeer;
import org.genogate.cluster.link.MisconfiguredLinkException;
import org.genogate.gateway.config.ClusterFile;
import org.genogate.gateway.config.Council;
import org.genogate.gateway.config.NodeAddress;
import org.genogate.ledger.Replication.Keepers;
import org.genogate.ledger.event.ValidatorName;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings this node's file and links to what the ledger says of who keeps it.
///
/// Addresses do not stand on the ledger: they lie sealed beside the entry that changes the nodes,
/// and a node that cannot open them yet tries again until it has the key.
final class Peers implements PeersListener, AutoCloseable {

  private static final Logger LOGGER = LoggerFactory.getLogger(Peers.class);

  private static final int AGAIN_MILLIS = 500;

  private final Path path;
  private final ValidatorName self;
  private final HazelcastLink link;
  private final ScheduledExecutorService working =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("cluster-peers").factory());
  private volatile ClusterFile file;
  private volatile @Nullable Cluster cluster;
  private final AtomicLong newestCall = new AtomicLong();

  // For the thread that works.
  private final Map<ValidatorName, LinkPeer> known = new TreeMap<>();
  private Map<ValidatorName, LinkPeer> linked;
  private boolean leftTold;

  Peers(Path path, Membership membership, HazelcastLink link) {
    this.path = path;
    this.self = membership.self();
    this.file = membership.file();
    this.link = link;
    this.linked = links(file);
    known.putAll(linked);
  }

  static SortedMap<ValidatorName, LinkPeer> links(ClusterFile file) {
    var peers = new TreeMap<ValidatorName, LinkPeer>();
    for (var validator : file.council().validators()) {
      var address = file.addressOf(validator.name());
      peers.put(validator.name(), new LinkPeer(validator.node(), address.toSocketAddress()));
    }
    return peers;
  }

  /// Where entries are read. Before anything is told.
  void readFrom(Cluster opened) {
    cluster = opened;
  }

  ClusterFile file() {
    return file;
  }

  ValidatorName self() {
    return self;
  }

  @Override
  public void changed(Keepers keepers, Set<ValidatorName> peers) {
    long call = newestCall.incrementAndGet();
    working.execute(() -> take(call, keepers, Set.copyOf(peers)));
  }

  /// Only what was told last is tried again.
  private void take(long call, Keepers keepers, Set<ValidatorName> peers) {
    if (call != newestCall.get()) {
      return;
    }
    try {
      boolean whole = keep(keepers);
      connect(peers);
      if (whole) {
        return;
      }
    } catch (IOException | MisconfiguredLinkException | RuntimeException e) {
      LOGGER.atWarn().setCause(e).log("who keeps the ledger has changed, and cannot be followed");
    }
    var _ = working.schedule(() -> take(call, keepers, peers), AGAIN_MILLIS, TimeUnit.MILLISECONDS);
  }

  /// @return whether everything is known that has to be
  private boolean keep(Keepers keepers) throws IOException {
    var before = file;
    int epoch = keepers.epoch().number();
    if (epoch > 0 && epoch >= before.council().epoch() && !isKept(keepers)) {
      var opened = Objects.requireNonNull(cluster, "nothing was opened");
      var addresses = addresses(opened.beside(keepers.index()), keepers.names());
      if (addresses.isEmpty()) {
        return false;
      }
      var council = Council.of(before.founding(), opened.entry(keepers.index()));
      var after = before.with(council, addresses.get());
      after.write(path);
      file = after;
      known.putAll(links(after));
      LOGGER
          .atInfo()
          .addKeyValue("epoch", epoch)
          .addKeyValue("nodes", council.names())
          .log("other nodes keep the ledger from now on");
    }
    if (epoch >= before.council().epoch() && !keepers.names().contains(self) && !leftTold) {
      leftTold = true;
      LOGGER
          .atError()
          .addKeyValue("epoch", epoch)
          .log("this node is no member of the cluster any more: it answers nothing; stop it");
    }
    return true;
  }

  /// A file that came by hand may have been proposed, and another change been made.
  private boolean isKept(Keepers keepers) throws IOException {
    var council = file.council();
    return council.epoch() == keepers.epoch().number()
        && Arrays.equals(
            council.change(),
            Objects.requireNonNull(cluster, "nothing was opened").entry(keepers.index()));
  }

  private Optional<SortedMap<ValidatorName, NodeAddress>> addresses(
      Optional<byte[]> beside, Set<ValidatorName> names) {
    var told = new TreeMap<ValidatorName, NodeAddress>();
    beside.ifPresent(bytes -> told.putAll(Addresses.read(bytes)));
    var all = new TreeMap<ValidatorName, NodeAddress>();
    for (var name : names) {
      var address = Optional.ofNullable(told.get(name)).or(() -> known(name));
      if (address.isEmpty()) {
        return Optional.empty();
      }
      all.put(name, address.get());
    }
    return Optional.of(all);
  }

  private Optional<NodeAddress> known(ValidatorName name) {
    return Optional.ofNullable(file.addresses().get(name));
  }

  private void connect(Set<ValidatorName> peers) throws MisconfiguredLinkException {
    var wanted = new TreeMap<ValidatorName, LinkPeer>();
    for (var name : peers) {
      var peer = known.get(name);
      if (peer != null) {
        wanted.put(name, peer);
      }
    }
    // Others cut the links to a node that left; it needs none.
    if (wanted.containsKey(self) && !wanted.equals(linked)) {
      link.setPeers(wanted);
      linked = wanted;
    }
  }

  @Override
  public void close() {
    working.shutdownNow();
  }
}
