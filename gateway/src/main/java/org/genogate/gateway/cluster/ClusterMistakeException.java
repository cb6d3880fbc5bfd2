package org.genogate.gateway.cluster;

/// What was asked cannot be a cluster. The message says what would mend it, in one line.
public final class ClusterMistakeException extends Exception {

  private static final long serialVersionUID = 1L;

  ClusterMistakeException(String message) {
    super(message);
  }

  ClusterMistakeException(String message, Throwable cause) {
    super(message, cause);
  }
}
