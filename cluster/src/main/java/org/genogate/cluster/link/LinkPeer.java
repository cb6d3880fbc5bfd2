package org.genogate.cluster.link;

import java.net.InetSocketAddress;
import java.util.Set;
import org.genogate.ledger.key.PublicKey;

/// Who a node is to the others: by which key it is known, and where it is.
///
/// @param nodeKeys one; two while a key is being replaced: the old one and the new one
/// @param address where its link listens, as the others see it: connections that claim its key come
///   from this host. A name is looked up when the link opens and when the peers are set
public record LinkPeer(Set<PublicKey> nodeKeys, InetSocketAddress address) {

  private static final int MOST_KEYS = 2;

  public LinkPeer {
    if (nodeKeys.isEmpty() || nodeKeys.size() > MOST_KEYS) {
      throw new IllegalArgumentException("a node has 1 or 2 keys, not " + nodeKeys.size());
    }
    nodeKeys = Set.copyOf(nodeKeys);
  }

  public LinkPeer(PublicKey nodeKey, InetSocketAddress address) {
    this(Set.of(nodeKey), address);
  }
}
