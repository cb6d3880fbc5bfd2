package org.genogate.gateway.node;

/// Another process owns the data folder.
public final class FolderInUseException extends Exception {

  private static final long serialVersionUID = 1L;

  FolderInUseException(String message) {
    super(message);
  }

  FolderInUseException(String message, Throwable cause) {
    super(message, cause);
  }
}
