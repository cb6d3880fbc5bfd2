package org.genogate.ledger.state;

/// Bytes that are no snapshot of the public fold, or not whole. The log can make a new one.
public final class CorruptSnapshotException extends Exception {

  private static final long serialVersionUID = 1L;

  CorruptSnapshotException(String message) {
    super(message);
  }

  CorruptSnapshotException(String message, Throwable cause) {
    super(message, cause);
  }
}
