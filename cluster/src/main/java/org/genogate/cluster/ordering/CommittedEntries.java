package org.genogate.cluster.ordering;

import java.io.IOException;
import java.util.Optional;

/// What a node has to give to a peer that lacks entries: the committed part of its log.
@FunctionalInterface
public interface CommittedEntries {

  /// Some entries from `firstIndex` on, as many as there are within all bounds, at least one.
  ///
  /// Called as a task of the ordering's agenda.
  ///
  /// @param end at most up to here, exclusive
  /// @param mostBytes where to stop; one entry may exceed it
  /// @return entries of one term, with their payloads; empty if `firstIndex` is not committed here
  Optional<MissingEntries.Piece> read(long firstIndex, long end, int mostBytes) throws IOException;
}
