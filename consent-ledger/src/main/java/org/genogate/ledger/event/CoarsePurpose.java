package org.genogate.ledger.event;

/// What an access was for, as coarsely as the open ledger may say it. A disease is never named
/// here.
public enum CoarsePurpose {
  RESEARCH(1),
  CARE(2),
  OWN_USE(3);

  private final int code;

  CoarsePurpose(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
