package org.genogate.cluster.link;

/// Settings with which no link can be opened. The message names the fault.
public final class MisconfiguredLinkException extends Exception {

  private static final long serialVersionUID = 1L;

  MisconfiguredLinkException(String message) {
    super(message);
  }

  MisconfiguredLinkException(String message, Throwable cause) {
    super(message, cause);
  }
}
