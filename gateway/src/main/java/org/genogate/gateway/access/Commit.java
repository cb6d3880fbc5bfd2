package org.genogate.gateway.access;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Waits for the ledger, as a virtual thread may.
final class Commit {

  /// Far above any fsync; a ledger that takes longer cannot be relied upon.
  private static final long PATIENCE_SECONDS = 10;

  private Commit() {}

  /// @throws LedgerUnavailableException if it failed or took too long: whoever asked must act as if
  ///   it were not recorded
  static <T> T await(CompletableFuture<T> append) throws LedgerUnavailableException {
    try {
      return append.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new LedgerUnavailableException("the ledger did not commit", e);
    } catch (TimeoutException e) {
      throw new LedgerUnavailableException(
          "the ledger did not commit within %d s".formatted(PATIENCE_SECONDS), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LedgerUnavailableException("interrupted while the ledger was committing", e);
    }
  }
}
