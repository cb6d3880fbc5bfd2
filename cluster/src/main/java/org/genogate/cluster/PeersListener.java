package org.genogate.cluster;

import java.util.Set;
import org.genogate.ledger.Replication.Keepers;
import org.genogate.ledger.event.ValidatorName;

/// Is told with whom this node has to keep links.
///
/// Called by an agenda, and must not wait.
@FunctionalInterface
public interface PeersListener {

  /// @param keepers who keeps the log, by the newest entry about that which is folded here
  /// @param peers whom this node needs: the keepers, and whoever still votes; itself included while
  ///   it is one of them
  void changed(Keepers keepers, Set<ValidatorName> peers);
}
