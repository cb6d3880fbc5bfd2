package org.genogate.gateway.http;

import java.io.IOException;

/// The server cannot listen as it was told to: the address is taken or not of this machine, or a
/// PEM file cannot be used.
public final class CannotListenException extends IOException {

  private static final long serialVersionUID = 1L;

  CannotListenException(String message) {
    super(message);
  }

  CannotListenException(String message, Throwable cause) {
    super(message, cause);
  }
}
