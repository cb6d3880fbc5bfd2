package org.genogate.cluster.link;

import com.hazelcast.cluster.Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.key.PublicKey;

/// The peers with their addresses looked up, and found by key and by address. Checked as a whole:
/// there is none that a link could not be opened with.
final class PeerTable {

  /// @param name of the node
  /// @param keys by which it is known
  /// @param address numeric, so that it can be compared without a look-up
  record Entry(ValidatorName name, Set<PublicKey> keys, Address address, InetAddress host) {}

  private final Map<ValidatorName, Entry> byName = new HashMap<>();
  private final Map<PublicKey, Entry> byKey = new HashMap<>();
  private final Map<Address, Entry> byAddress = new HashMap<>();
  private final Set<InetAddress> hosts = new HashSet<>();

  private PeerTable() {}

  /// Looks up what is not numeric, so it may wait.
  static PeerTable of(Map<ValidatorName, LinkPeer> peers) throws MisconfiguredLinkException {
    var table = new PeerTable();
    for (var peer : peers.entrySet()) {
      table.add(peer.getKey(), peer.getValue());
    }
    return table;
  }

  private void add(ValidatorName name, LinkPeer peer) throws MisconfiguredLinkException {
    var host = resolved(name, peer.address());
    var address = new Address(new InetSocketAddress(host, peer.address().getPort()));
    var entry = new Entry(name, peer.nodeKeys(), address, host);
    byName.put(name, entry);
    hosts.add(host);
    for (var key : peer.nodeKeys()) {
      var other = byKey.put(key, entry);
      if (other != null) {
        throw new MisconfiguredLinkException(
            "%s and %s have the same node key".formatted(other.name(), name));
      }
    }
    var other = byAddress.put(address, entry);
    if (other != null) {
      throw new MisconfiguredLinkException(
          "%s and %s have the same address".formatted(other.name(), name));
    }
  }

  private static InetAddress resolved(ValidatorName name, InetSocketAddress address)
      throws MisconfiguredLinkException {
    var fresh = new InetSocketAddress(address.getHostString(), address.getPort());
    if (fresh.isUnresolved()) {
      throw new MisconfiguredLinkException("the host of %s is not known".formatted(name));
    }
    if (fresh.getPort() == 0 || fresh.getAddress().isAnyLocalAddress()) {
      throw new MisconfiguredLinkException(
          "the address of %s names no host and port that others can reach".formatted(name));
    }
    return fresh.getAddress();
  }

  Optional<Entry> named(ValidatorName name) {
    return Optional.ofNullable(byName.get(name));
  }

  Optional<Entry> ofKey(PublicKey key) {
    return Optional.ofNullable(byKey.get(key));
  }

  Optional<Entry> at(Address address) {
    return Optional.ofNullable(byAddress.get(address));
  }

  boolean hasHost(InetAddress host) {
    return hosts.contains(host);
  }

  Set<ValidatorName> names() {
    return Set.copyOf(byName.keySet());
  }

  Set<Address> addresses() {
    return Set.copyOf(byAddress.keySet());
  }
}
