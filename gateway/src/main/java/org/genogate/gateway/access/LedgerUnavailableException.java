package org.genogate.gateway.access;

/// The ledger could not commit, or may be behind, so nothing was answered and nothing was changed.
public final class LedgerUnavailableException extends Exception {

  private static final long serialVersionUID = 1L;

  LedgerUnavailableException(String message) {
    super(message);
  }

  public LedgerUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
