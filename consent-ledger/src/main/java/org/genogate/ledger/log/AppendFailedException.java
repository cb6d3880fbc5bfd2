package org.genogate.ledger.log;

/// The log could not make an entry durable, or takes no more of them.
public final class AppendFailedException extends Exception {

  private static final long serialVersionUID = 1L;

  public AppendFailedException(String message) {
    super(message);
  }

  public AppendFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
