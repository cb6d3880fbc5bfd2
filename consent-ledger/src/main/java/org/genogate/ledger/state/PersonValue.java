package org.genogate.ledger.state;

import org.genogate.ledger.cbor.CborWriter;
import org.genogate.ledger.merkle.Hash;

/// What the state tree commits to for one person.
///
/// @param consentSet the Merkle root over what stands, in the order it was given
/// @param grants how many there ever were; likewise `denials`, `revocations` and, all told,
///   `events`
/// @param lastEvent leaf hash of the newest of them
/// @param erasure whether their key was ordered to be destroyed, and which nodes said they did
public record PersonValue(
    Hash consentSet,
    long grants,
    long denials,
    long revocations,
    long events,
    Hash lastEvent,
    Erasure erasure) {

  byte[] encode() {
    var out =
        new CborWriter()
            .map(erasure instanceof Erasure.Ordered ? 7 : 6)
            .key(1)
            .bytes(consentSet.toBytes())
            .key(2)
            .unsigned(grants)
            .key(3)
            .unsigned(denials)
            .key(4)
            .unsigned(revocations)
            .key(5)
            .unsigned(events)
            .key(6)
            .bytes(lastEvent.toBytes());
    switch (erasure) {
      case Erasure.NotOrdered() -> {}
      case Erasure.Ordered ordered -> ordered.write(out.key(7));
    }
    return out.toBytes();
  }

  Hash hash() {
    return Hash.sha256(encode());
  }
}
