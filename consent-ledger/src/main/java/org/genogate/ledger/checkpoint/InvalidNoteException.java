package org.genogate.ledger.checkpoint;

/// A note, checkpoint, key, policy or proof text that is malformed, or not signed as it must be.
public final class InvalidNoteException extends Exception {

  private static final long serialVersionUID = 1L;

  public InvalidNoteException(String message) {
    super(message);
  }

  public InvalidNoteException(String message, Throwable cause) {
    super(message, cause);
  }
}
