package org.genogate.ledger.event;

/// Bytes that are no entry, or not in the one form that an entry has.
public final class MalformedEntryException extends Exception {

  private static final long serialVersionUID = 1L;

  public MalformedEntryException(String message, Throwable cause) {
    super(message, cause);
  }
}
