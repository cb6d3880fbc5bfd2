package org.genogate.ledger.state;

/// A proof that does not show what it should.
public final class InvalidStateProofException extends Exception {

  private static final long serialVersionUID = 1L;

  InvalidStateProofException(String message) {
    super(message);
  }
}
