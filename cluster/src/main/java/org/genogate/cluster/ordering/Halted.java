package org.genogate.cluster.ordering;

/// Thrown where the store has failed, so that nothing after it is done: an error, because the core
/// answers exceptions by going on.
final class Halted extends Error {

  private static final long serialVersionUID = 1L;

  Halted(Throwable cause) {
    super("the store has failed", cause);
  }
}
