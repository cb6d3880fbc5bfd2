package org.genogate.ledger.key;

/// Bytes that were not wrapped for this key by the one they claim.
public final class InvalidWrappingException extends Exception {

  private static final long serialVersionUID = 1L;

  public InvalidWrappingException(String message) {
    super(message);
  }
}
