package org.genogate.ledger.event;

/// Why an access was lawful.
public enum Basis {
  CONSENT(1),
  OWN_DATA(2),
  EMERGENCY(3);

  private final int code;

  Basis(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
