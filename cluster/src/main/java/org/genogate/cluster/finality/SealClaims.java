package org.genogate.cluster.finality;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.genogate.ledger.checkpoint.Checkpoint;
import org.genogate.ledger.checkpoint.Policy;
import org.genogate.ledger.merkle.Hash;

/// What the log says about its seals, beyond what a checkpoint can say.
public interface SealClaims {

  /// What the seal under a checkpoint claims.
  ///
  /// @param time in the seal
  /// @param policy in force at it: whose signatures make it final
  record Claim(Instant time, Policy policy) {}

  /// Called inside [Cosigning#sealed], by its thread, for the checkpoint it was called with.
  Claim of(Checkpoint checkpoint);

  /// The root over the first `size` entries of this node's own log, which it judged; empty if it
  /// has fewer. Called by the agenda.
  Optional<Hash> rootAt(long size) throws IOException;
}
