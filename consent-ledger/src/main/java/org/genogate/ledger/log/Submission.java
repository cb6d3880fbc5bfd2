package org.genogate.ledger.log;

import java.util.concurrent.CompletableFuture;

/// A draft that waits to be committed, and whom to tell.
record Submission(Draft draft, CompletableFuture<Committed> outcome) {

  Submission(Draft draft) {
    this(draft, new CompletableFuture<>());
  }

  void fail(Throwable cause) {
    outcome.completeExceptionally(cause);
  }
}
