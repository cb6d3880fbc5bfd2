package org.genogate.gateway.http;

import java.io.IOException;

/// A body that cannot go on. Whoever writes it records why and calls [StreamedBody#abort].
public final class BodyCutException extends IOException {

  private static final long serialVersionUID = 1L;

  private final Reason reason;

  BodyCutException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }

  /// Whose doing it was.
  public enum Reason {
    CLIENT_LEFT,
    CLIENT_TOO_SLOW,
    GATEWAY_STOPS
  }
}
