package org.genogate.cluster.link;

import java.net.InetSocketAddress;
import java.util.Map;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.key.SigningKey;

/// What a link is opened with.
///
/// @param self this node
/// @param nodeKey its private key: of its certificate, and of the sessions with each peer
/// @param bind the interface and port to listen at: an address of this host, never all of them
/// @param peers everybody who may take part, this node included
/// @param clusterName the same on all nodes, and another one for another log
public record LinkSettings(
    ValidatorName self,
    SigningKey nodeKey,
    InetSocketAddress bind,
    Map<ValidatorName, LinkPeer> peers,
    String clusterName) {

  public LinkSettings {
    peers = Map.copyOf(peers);
  }

  /// Everything that can be found wrong before a socket is opened.
  PeerTable checked() throws MisconfiguredLinkException {
    var table = PeerTable.of(peers);
    var own = peers.get(self);
    if (own == null) {
      throw new MisconfiguredLinkException("%s is not among its own peers".formatted(self));
    }
    if (!own.nodeKeys().contains(nodeKey.publicKey())) {
      throw new MisconfiguredLinkException(
          "the peers do not name this node's key as the one of %s".formatted(self));
    }
    if (bind.isUnresolved() || bind.getAddress().isAnyLocalAddress() || bind.getPort() == 0) {
      throw new MisconfiguredLinkException(
          "a link listens at one address of this host and a port that is not 0");
    }
    if (clusterName.isBlank()) {
      throw new MisconfiguredLinkException("the cluster has no name");
    }
    return table;
  }

  LinkSettings withPeers(Map<ValidatorName, LinkPeer> changed) {
    return new LinkSettings(self, nodeKey, bind, changed, clusterName);
  }

  LinkSettings withNodeKey(SigningKey changed) {
    return new LinkSettings(self, changed, bind, peers, clusterName);
  }
}
