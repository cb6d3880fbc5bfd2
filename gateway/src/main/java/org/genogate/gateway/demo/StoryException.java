package org.genogate.gateway.demo;

/// A step of the demo's story that did not go as it must.
public final class StoryException extends Exception {

  private static final long serialVersionUID = 1L;

  StoryException(String message) {
    super(message);
  }

  StoryException(String message, Throwable cause) {
    super(message, cause);
  }
}
