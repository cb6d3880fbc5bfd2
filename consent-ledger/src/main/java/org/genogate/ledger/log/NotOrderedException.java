package org.genogate.ledger.log;

/// A batch that was not ordered, surely: this node did not lead, or did not any more.
public final class NotOrderedException extends Exception {

  private static final long serialVersionUID = 1L;

  public NotOrderedException(String message) {
    super(message);
  }
}
