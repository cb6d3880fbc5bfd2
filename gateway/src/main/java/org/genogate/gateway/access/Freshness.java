package org.genogate.gateway.access;

import org.genogate.ledger.Ledger;

/// Whether what the ledger says here may be acted on.
final class Freshness {

  private Freshness() {}

  /// @throws LedgerUnavailableException if this node may not have heard of what was acknowledged
  ///   elsewhere
  static void require(Ledger ledger) throws LedgerUnavailableException {
    if (!ledger.mayRead()) {
      throw new LedgerUnavailableException("the ledger here may be behind the others");
    }
  }
}
