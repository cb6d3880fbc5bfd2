package org.genogate.ledger.event;

/// Why an access was refused, as coarsely as the open ledger may say it.
public enum RefusalCode {
  /// Nobody who asked could be identified: counted once a minute, never one entry each.
  UNAUTHENTICATED(1),
  /// The role, project or dataset of the requester does not allow this.
  NOT_AUTHORIZED(2),
  /// No person's consent allows it.
  NOT_CONSENTED(3),
  /// The purpose is unknown, or not one that consent can be matched with here.
  UNKNOWN_PURPOSE(4),
  /// The ledger or the consent state could not be relied upon.
  UNAVAILABLE(5),
  /// No complete release covers it, and the table of endorsements wants one.
  NOT_RELEASED(6);

  private final int code;

  RefusalCode(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
