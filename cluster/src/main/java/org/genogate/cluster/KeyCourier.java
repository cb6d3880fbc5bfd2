package org.genogate.cluster;

import java.util.Collection;
import java.util.function.Predicate;
import org.genogate.ledger.vault.KeyName;
import org.genogate.ledger.vault.Tombstone;

/// Brings keys to the nodes that decide, and fetches those that are missing here. May be called by
/// any thread.
public interface KeyCourier {

  /// @param keysCame told when keys came that were missing
  /// @param ordered whether the ledger orders an erasure, for good: no peer's word does
  void start(Runnable keysCame, Predicate<Tombstone> ordered);

  /// Offers these to every node.
  void share(Collection<KeyName> keys);

  /// Asks for this one until it is here.
  void want(KeyName key);

  void close();
}
