package org.genogate.ledger.event;

/// What a key may sign. The code is what stands on the ledger and never changes.
public enum KeyRole {
  OPERATOR(1),
  CUSTODIAN(2),
  PERSON(3),
  LOG(4);

  private final int code;

  KeyRole(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
