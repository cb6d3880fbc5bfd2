package org.genogate.cluster.ordering;

import io.microraft.model.message.RaftMessage;

/// What nodes send one another on the channel `ORDERING`.
sealed interface Message {

  /// One of the core's own.
  record OfCore(RaftMessage raft) implements Message {}

  /// In place of the core's snapshot: where the log of the leader begins, for a node that lacks
  /// what comes before.
  ///
  /// @param query the core's count of queries, given back in the answer
  /// @param flow the core's number of this request, given back in the answer
  record CatchUp(Member sender, int term, long query, long flow, Stretch stretch)
      implements Message {}
}
