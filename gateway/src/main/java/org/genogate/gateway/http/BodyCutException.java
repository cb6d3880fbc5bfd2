package org.genogate.gateway.http;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A body that cannot go on. Whoever writes it records why and calls [StreamedBody#abort].
public final class BodyCutException extends IOException {

  private static final long serialVersionUID = 1L;

  private final Reason reason;

  BodyCutException(Reason reason, @Nullable Throwable cause) {
    super(reason.message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }

  /// Whose doing it was.
  public enum Reason {
    CLIENT_LEFT("the client left"),
    CLIENT_TOO_SLOW("the client read more slowly than is put up with"),
    GATEWAY_STOPS("the gateway stops");

    private final String message;

    Reason(String message) {
      this.message = message;
    }
  }
}
