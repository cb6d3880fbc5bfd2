package org.genogate.ledger.merkle;

/// Hashes that do not prove what they claim.
public final class InvalidProofException extends Exception {

  private static final long serialVersionUID = 1L;

  public InvalidProofException(String message) {
    super(message);
  }
}
