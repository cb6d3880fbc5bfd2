package org.genogate.ledger.log;

import java.io.IOException;

/// What is stored is not what was written: a hole, a bad checksum, a root that was never signed.
///
/// Nothing is repaired: an operator has to decide, with a backup or a replica at hand.
public final class CorruptLogException extends IOException {

  private static final long serialVersionUID = 1L;

  public CorruptLogException(String message) {
    super(message);
  }

  public CorruptLogException(String message, Throwable cause) {
    super(message, cause);
  }
}
