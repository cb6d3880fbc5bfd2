package org.genogate.ledger.log;

import java.util.concurrent.CompletableFuture;

/// Commits on this node alone: one write and one fsync for whatever has queued up meanwhile.
@SuppressWarnings("DoNotCallSuggester") // signatures only, so far
public final class SoloAppender implements Appender, AutoCloseable {

  SoloAppender() {}

  @Override
  public CompletableFuture<Committed> append(Draft draft) {
    throw new UnsupportedOperationException("not yet");
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException("not yet");
  }
}
