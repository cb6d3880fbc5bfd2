package org.genogate.ledger.event;

/// Whose copy of a person's key was destroyed.
public sealed interface DestroyedBy {

  /// That of one of several nodes.
  record Validator(ValidatorName name) implements DestroyedBy {}

  /// That of the node which keeps the ledger alone.
  record Alone() implements DestroyedBy {}
}
