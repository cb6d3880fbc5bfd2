package org.genogate.ledger;

/// A ledger that is not what it claims to be.
public final class BrokenLedgerException extends Exception {

  private static final long serialVersionUID = 1L;

  BrokenLedgerException(String message) {
    super(message);
  }

  BrokenLedgerException(String message, Throwable cause) {
    super(message, cause);
  }
}
