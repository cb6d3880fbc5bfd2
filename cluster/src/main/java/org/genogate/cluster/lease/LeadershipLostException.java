package org.genogate.cluster.lease;

/// This node does not lead, or does not any more, and so cannot say whether everybody obeys.
public final class LeadershipLostException extends Exception {

  private static final long serialVersionUID = 1L;

  LeadershipLostException(String message) {
    super(message);
  }
}
