package org.genogate.genomics.query;

/// A panel file that cannot be used; the message names its line.
public final class MalformedPanelException extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedPanelException(int line, String problem) {
    super("line " + line + ": " + problem);
  }

  MalformedPanelException(int line, IllegalArgumentException cause) {
    super("line " + line + ": " + cause.getMessage(), cause);
  }
}
