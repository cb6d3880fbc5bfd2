package org.genogate.ledger.log;

import java.util.concurrent.CompletableFuture;

/// Makes entries durable on whatever the quorum is. Asynchronous, and can fail.
public interface Appender {

  /// Appends `draft` after everything appended before by the same thread.
  ///
  /// @return completes once the entry is committed; fails with [RefusedEntryException] if the rules
  ///   do not admit it, or with [AppendFailedException] if it may be lost: whoever asked must then
  ///   act as if it were not recorded, although a restart may still find it in the log
  CompletableFuture<Committed> append(Draft draft);

  /// As [#append], but completes only once every node has folded the entry too, or may not answer
  /// anybody any more: for what must be obeyed everywhere when it is acknowledged.
  default CompletableFuture<Committed> appendEverywhere(Draft draft) {
    return append(draft);
  }
}
