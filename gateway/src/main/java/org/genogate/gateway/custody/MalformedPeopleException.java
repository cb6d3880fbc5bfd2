package org.genogate.gateway.custody;

/// A people file that cannot be used. Says which line, never what stands there.
public final class MalformedPeopleException extends Exception {

  private static final long serialVersionUID = 1L;

  MalformedPeopleException(String message) {
    super(message);
  }

  MalformedPeopleException(String message, Throwable cause) {
    super(message, cause);
  }
}
