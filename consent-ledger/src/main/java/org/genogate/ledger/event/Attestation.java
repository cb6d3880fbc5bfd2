package org.genogate.ledger.event;

/// How it was checked that a key belongs to its holder.
public enum Attestation {
  /// Named in the log's first entry.
  GENESIS(1),
  /// Signed by an older key of the same holder.
  OLDER_KEY(2),
  /// The custodian saw the holder.
  AT_DESK(3);

  private final int code;

  Attestation(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
