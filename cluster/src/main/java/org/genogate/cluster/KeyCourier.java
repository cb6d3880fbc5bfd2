package org.genogate.cluster;

import java.util.Collection;
import org.genogate.ledger.vault.KeyName;

/// Brings keys to the nodes that decide, and fetches those that are missing here. May be called by
/// any thread.
public interface KeyCourier {

  /// @param keysCame told when keys came that were missing
  void start(Runnable keysCame);

  /// Offers these to every node.
  void share(Collection<KeyName> keys);

  /// Asks for this one until it is here.
  void want(KeyName key);

  void close();
}
