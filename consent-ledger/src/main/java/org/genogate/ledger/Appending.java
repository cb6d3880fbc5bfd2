package org.genogate.ledger;

import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import org.genogate.ledger.log.Appender;
import org.genogate.ledger.log.Committed;
import org.genogate.ledger.log.Draft;

/// Puts drafts on the ledger, and tells when that was.
record Appending(Appender appender, Clock clock) {

  CompletableFuture<Recorded> append(Draft draft) {
    return appender.append(draft).thenApply(this::recorded);
  }

  /// Completes once every node acts by it.
  CompletableFuture<Recorded> appendEverywhere(Draft draft) {
    return appender.appendEverywhere(draft).thenApply(this::recorded);
  }

  private Recorded recorded(Committed committed) {
    return new Recorded(committed.index(), committed.leaf(), clock.instant());
  }
}
