package org.genogate.cluster.finality;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.genogate.ledger.merkle.Hash;

/// What this node cosigned last, and what it may have forgotten of it, so that not even a crash
/// makes it sign against it.
///
/// For one thread. After a failed call nothing is known, and no other may follow.
public interface SignedMemory {

  /// The largest checkpoint that was cosigned, or was about to be.
  ///
  /// @param time on the cosignature, to the second; never falls
  record Signed(long size, Hash root, Instant time) {
    public Signed {
      if (size < 0) {
        throw new IllegalArgumentException("a size is not negative: " + size);
      }
      time = time.truncatedTo(ChronoUnit.SECONDS);
    }
  }

  /// Empty if this node never signed.
  Optional<Signed> read() throws IOException;

  /// Durable once it returns, and never half of it.
  void keep(Signed signed) throws IOException;

  /// A size up to which this node signs nothing, since it may have signed that and forgotten it; 0
  /// if it never forgot anything.
  long floor() throws IOException;

  /// As [#keep], of the floor.
  void keepFloor(long size) throws IOException;
}
