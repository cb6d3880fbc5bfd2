package org.genogate.ledger.vault;

/// Bytes that are no keys, or not wrapped for this node by the one they claim.
public final class InvalidOfferException extends Exception {

  private static final long serialVersionUID = 1L;

  public InvalidOfferException(String message, Throwable cause) {
    super(message, cause);
  }
}
