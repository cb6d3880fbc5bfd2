package org.genogate.ledger.event;

/// Why a validator does not cosign a seal.
public enum SealRefusalCode {
  /// The entry breaks a rule of the fold.
  BROKEN_RULE(1),
  /// The seal says another state than the entries give.
  OTHER_STATE(2),
  /// The checkpoint's root is not that of the entries, or takes back what was cosigned.
  OTHER_TREE(3),
  /// The bytes at this index are not an entry.
  NOT_AN_ENTRY(4);

  private final int code;

  SealRefusalCode(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
