package org.genogate.ledger.event;

import org.genogate.ledger.cbor.CborReader;
import org.genogate.ledger.cbor.MalformedCborException;

/// What a key may sign. The code is what stands on the ledger and never changes.
public enum KeyRole {
  OPERATOR(1),
  CUSTODIAN(2),
  PERSON(3),
  LOG(4),
  /// Agrees to releases beside the custodian, and is independent of them.
  COMMITTEE(5),
  /// Asks for releases; the holder's tag is the requester's.
  REQUESTER(6);

  private final int code;

  KeyRole(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  /// @throws MalformedCborException if no role has the code that comes next
  public static KeyRole read(CborReader in) throws MalformedCborException {
    long code = in.unsigned();
    for (var role : values()) {
      if (role.code == code) {
        return role;
      }
    }
    throw new MalformedCborException("no role has code " + code);
  }
}
