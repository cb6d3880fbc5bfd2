package org.genogate.ledger.log;

/// The rules of the log do not admit an entry. Nothing was written.
public final class RefusedEntryException extends Exception {

  private static final long serialVersionUID = 1L;

  public RefusedEntryException(String reason) {
    super(reason);
  }
}
