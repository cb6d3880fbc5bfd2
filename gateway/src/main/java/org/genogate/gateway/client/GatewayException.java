package org.genogate.gateway.client;

/// A gateway that did not answer, or answered with a problem. The message is one line for a person.
public final class GatewayException extends Exception {

  private static final long serialVersionUID = 1L;

  private final int status;

  GatewayException(int status, String message) {
    super(message);
    this.status = status;
  }

  GatewayException(String message, Throwable cause) {
    super(message, cause);
    this.status = 0;
  }

  /// The HTTP status; 0 if there was no answer.
  public int status() {
    return status;
  }

  /// Whether another request would have been answered.
  public boolean isMistake() {
    return status / 100 == 4;
  }
}
