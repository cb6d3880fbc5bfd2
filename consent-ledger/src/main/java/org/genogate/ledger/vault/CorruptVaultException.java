package org.genogate.ledger.vault;

import java.io.IOException;

/// A vault whose bytes are not what was written, or that another master key closed.
public final class CorruptVaultException extends IOException {

  private static final long serialVersionUID = 1L;

  public CorruptVaultException(String message) {
    super(message);
  }
}
