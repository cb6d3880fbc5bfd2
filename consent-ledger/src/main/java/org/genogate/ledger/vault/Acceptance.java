package org.genogate.ledger.vault;

/// What became of a key that another node offered.
public enum Acceptance {
  /// It is here now, and durable.
  ADDED,
  /// It was here before.
  HELD,
  /// Its person was erased here: it is refused for ever.
  ERASED,
  /// Another key has its name: that one stays.
  CONFLICTING,
  /// No node shares a key of this name.
  UNSHARED
}
