package org.genogate.cluster.ordering;

import java.util.function.Consumer;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.log.Batch;

/// Where a node gets committed entries that it lacks: its peers.
public interface MissingEntries {

  /// Consecutive entries of one term.
  record Piece(long term, Batch batch) {}

  /// Asks `peer` for the committed entries from `firstIndex` on.
  ///
  /// @param end at most up to here, exclusive
  /// @param arrived takes a piece that begins at `firstIndex` and has at least one entry; called
  ///   once, as a task of the ordering's agenda, or never, if the peer is silent or has nothing
  void fetch(ValidatorName peer, long firstIndex, long end, Consumer<Piece> arrived);
}
