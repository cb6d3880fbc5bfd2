package org.genogate.cluster.finality;

import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.genogate.ledger.checkpoint.Checkpoint;
import org.genogate.ledger.checkpoint.SignedNote;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.merkle.Hash;

/// Holds what others show against this node's own log. For one agenda.
final class Contradictions {

  /// More forks are not told apart.
  private static final int MOST_REPORTS = 256;

  private final SealClaims claims;
  private final FinalityListener listener;
  private final Set<Checkpoint> reported = new HashSet<>();

  Contradictions(SealClaims claims, FinalityListener listener) {
    this.claims = claims;
    this.listener = listener;
  }

  /// Whether `theirs`, which bears the log's signature and is no larger than this node's log, is a
  /// state that this log had. Tells the listener if not.
  ///
  /// @param known this node's root at that size, if at hand
  /// @param ours what to hold against it
  boolean agrees(
      ValidatorName from,
      Checkpoint checkpoint,
      SignedNote theirs,
      Optional<Hash> known,
      SignedNote ours) {
    var root = known.or(() -> rootAt(checkpoint.size()));
    boolean differs = root.isPresent() && !root.get().equals(checkpoint.root());
    if (differs && reported.size() < MOST_REPORTS && reported.add(checkpoint)) {
      listener.equivocated(from, ours, theirs);
    }
    return root.isPresent() && !differs;
  }

  private Optional<Hash> rootAt(long size) {
    try {
      return claims.rootAt(size);
    } catch (IOException e) {
      // Nothing is accused by a log that cannot be read; whoever serves it says so.
      return Optional.empty();
    }
  }
}
