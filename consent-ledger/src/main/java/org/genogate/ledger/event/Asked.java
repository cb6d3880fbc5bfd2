package org.genogate.ledger.event;

/// How a person asked for a consent event. Without a key of their own the custodian signs for them,
/// and this says so.
public enum Asked {
  OWN_KEY(1),
  SIGNED_IN(2),
  AT_DESK(3);

  private final int code;

  Asked(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
