package org.genogate.ledger.log;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// Brings batches into the one order that all nodes agree on, writes them through an
/// [OrderedStore], and says when they are committed: durable on the quorum.
public interface Ordering extends AutoCloseable {

  /// Who is told. Called on the ordering's own thread: in log order, and nothing in it may wait.
  interface Listener {

    /// This node leads from now on: everything in the store is committed and was reported, and
    /// proposals of `term` are taken.
    void leading(long term);

    /// This node does not lead any more: proposals fail.
    void following();

    /// The next `count` entries, from `firstIndex` on, are committed. None is left out: also those
    /// that were committed before the start, from [OrderedStore#committed()] on.
    void committed(long term, long firstIndex, int count);

    /// The ordering has stopped for good.
    void failed(Throwable cause);
  }

  /// Begins, once.
  void start(OrderedStore store, Listener listener) throws IOException;

  /// Proposes that `batch` stands at `firstIndex`. May be called by any thread, and before earlier
  /// ones are committed.
  ///
  /// @return completes once it is committed, after the listener was told; fails with
  ///   [NotOrderedException] if it was surely not ordered and never will be, and with
  ///   [AppendFailedException] if that is not known
  CompletableFuture<Void> propose(long term, long firstIndex, Batch batch);

  /// The names of what it [keeps][OrderedStore#keep] that was promised to others, such as a vote:
  /// it holds whatever becomes of the log.
  Set<String> promises();

  /// Stops. What is proposed fails; the store is not used any more once this returns.
  @Override
  void close();
}
