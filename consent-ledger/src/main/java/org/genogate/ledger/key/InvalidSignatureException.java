package org.genogate.ledger.key;

/// Bytes that were not signed by the key they claim.
public final class InvalidSignatureException extends Exception {

  private static final long serialVersionUID = 1L;

  public InvalidSignatureException(String message) {
    super(message);
  }
}
