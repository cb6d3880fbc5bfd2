package org.genogate.ledger.state;

import java.time.Instant;
import org.genogate.ledger.merkle.Hash;

/// The newest seal, as the next one must follow it.
record SealMark(long block, long index, Hash leaf, Instant time) {

  /// Before the first seal: block 0 comes next, covers from index 0 and names no seal before it.
  static SealMark none() {
    return new SealMark(-1, -1, Hash.zero(), Instant.EPOCH);
  }
}
