package org.genogate.ledger.receipt;

import org.genogate.ledger.cbor.MalformedCborException;

/// How an access ended. The codes stand in payloads and never change.
public enum Outcome {
  COMPLETE(1),
  /// The reader left before the end.
  CLIENT_ABORT(2),
  /// Complete, but consent was revoked on the way: what followed came without that person.
  REVOKED_MIDSTREAM(3),
  ERROR(4),
  /// The node stopped before the end was recorded.
  UNKNOWN(5);

  private final int code;

  Outcome(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  static Outcome ofCode(int code) throws MalformedCborException {
    for (var outcome : values()) {
      if (outcome.code == code) {
        return outcome;
      }
    }
    throw new MalformedCborException("outcome %d, which is none".formatted(code));
  }
}
