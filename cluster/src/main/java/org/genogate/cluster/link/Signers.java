package org.genogate.cluster.link;

import java.util.Optional;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.key.InvalidSignatureException;
import org.genogate.ledger.key.PublicKey;

/// Which of a peer's keys signed a frame.
final class Signers {

  private Signers() {}

  static Optional<PublicKey> of(PeerTable peers, ValidatorName peer, String log, byte[] frame) {
    var entry = peers.named(peer);
    if (entry.isEmpty()) {
      return Optional.empty();
    }
    for (var key : entry.get().keys()) {
      try {
        Frame.verify(log, frame, key);
        return Optional.of(key);
      } catch (InvalidSignatureException _) {
        // Another of its keys may have.
      }
    }
    return Optional.empty();
  }
}
