package org.genogate.ledger.receipt;

/// A receipt that does not show what it claims.
public final class InvalidReceiptException extends Exception {

  private static final long serialVersionUID = 1L;

  InvalidReceiptException(String message) {
    super(message);
  }

  InvalidReceiptException(String message, Throwable cause) {
    super(message, cause);
  }
}
