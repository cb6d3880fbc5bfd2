package org.genogate.cluster;

import java.util.function.Consumer;
import org.genogate.ledger.checkpoint.Checkpoint;
import org.genogate.ledger.checkpoint.SignedNote;
import org.genogate.ledger.log.Finality;
import org.jspecify.annotations.Nullable;

/// Finality of a node that may have forgotten what it cosigned: it hears of no checkpoint until
/// this node knows again what the others know, and then of the newest.
final class LateFinality implements Finality {

  private final Finality inner;

  // Guarded by this.
  private boolean held;
  private @Nullable Runnable newest;

  LateFinality(Finality inner) {
    this.inner = inner;
  }

  synchronized void hold() {
    held = true;
  }

  synchronized void release() {
    held = false;
    if (newest != null) {
      newest.run();
      newest = null;
    }
  }

  @Override
  public synchronized void sealed(
      Checkpoint checkpoint, SignedNote note, Consumer<SignedNote> publish) {
    if (held) {
      newest = () -> inner.sealed(checkpoint, note, publish);
    } else {
      inner.sealed(checkpoint, note, publish);
    }
  }

  @Override
  public void refused(long index, String reason) {
    inner.refused(index, reason);
  }
}
