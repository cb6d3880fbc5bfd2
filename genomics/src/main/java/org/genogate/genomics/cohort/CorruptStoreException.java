package org.genogate.genomics.cohort;

import java.io.IOException;

/// A store whose bytes are not those that ingest wrote under this key.
public final class CorruptStoreException extends IOException {

  private static final long serialVersionUID = 1L;

  public CorruptStoreException(String message) {
    super(message);
  }

  public CorruptStoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
