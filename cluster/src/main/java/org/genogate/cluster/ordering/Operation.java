package org.genogate.cluster.ordering;

import java.util.List;
import java.util.Optional;
import org.genogate.ledger.log.Batch;
import org.jspecify.annotations.Nullable;

/// What the core orders, unless it changes the members: a handle that lets go of its entries once
/// they are written.
final class Operation {

  /// What a leader writes first in its term; it has no entries.
  private static final Batch NOTHING = new Batch(List.of());

  private @Nullable Batch batch;
  private final boolean beginsTerm;

  private Operation(@Nullable Batch batch, boolean beginsTerm) {
    this.batch = batch;
    this.beginsTerm = beginsTerm;
  }

  static Operation of(Batch batch) {
    return new Operation(batch, false);
  }

  static Operation beginningTerm() {
    return new Operation(NOTHING, true);
  }

  /// One that is in the store already.
  static Operation written() {
    return new Operation(null, false);
  }

  boolean beginsTerm() {
    return beginsTerm;
  }

  /// Whether the store has it, or may have it: an outcome that is not known from then on.
  boolean isWritten() {
    return batch == null;
  }

  /// Its entries, once: to be written.
  Optional<Batch> take() {
    var taken = Optional.ofNullable(batch);
    batch = null;
    return taken;
  }
}
