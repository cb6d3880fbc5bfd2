package org.genogate.cluster.finality;

import java.time.Instant;
import org.genogate.ledger.checkpoint.SignedNote;
import org.genogate.ledger.key.SigningKey;

/// Adds a line to a note. One key per cosigner, never used elsewhere.
@FunctionalInterface
public interface Cosigner {

  /// @param time kept to the second
  /// @return `note` with one more line
  SignedNote cosign(SignedNote note, Instant time);

  /// @param name `<origin>/validator/<name>`
  static Cosigner ofEd25519(String name, SigningKey key) {
    return (note, time) -> note.cosign(name, key, time);
  }
}
