package org.genogate.ledger.state;

import java.nio.ByteBuffer;
import java.util.UUID;
import org.genogate.ledger.event.ConsentId;
import org.genogate.ledger.merkle.Hash;

/// A grant or denial that no revocation took back.
///
/// @param commitment to its terms, as the event gave it
public record StandingConsent(Kind kind, ConsentId consent, Hash commitment) {

  /// Whether something is allowed or refused.
  public enum Kind {
    GRANT(6),
    DENIAL(7);

    /// The number of the event that made it.
    private final int code;

    Kind(int code) {
      this.code = code;
    }

    int code() {
      return code;
    }
  }

  /// Keeps these leaves apart from every other hash of the ledger.
  private static final byte LEAF_PREFIX = 0x12;

  /// `SHA-256(0x12 || event number || consent id || commitment)`.
  Hash leaf() {
    UUID id = consent.value();
    var head = ByteBuffer.allocate(2 + 2 * Long.BYTES);
    head.put(LEAF_PREFIX).put((byte) kind.code());
    head.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    return Hash.sha256(head.array(), commitment.toBytes());
  }
}
