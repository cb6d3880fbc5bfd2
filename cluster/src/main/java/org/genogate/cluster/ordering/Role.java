package org.genogate.cluster.ordering;

/// What a node is to the others at the moment.
public enum Role {
  /// Orders; others follow. Proposals are taken once [org.genogate.ledger.log.Ordering.Listener]
  /// was told so, which is a little later.
  LEADER,
  /// Asks for votes.
  CANDIDATE,
  /// Writes what the leader orders.
  FOLLOWER,
  /// Receives the log and has no vote: not yet, or not any more, a member.
  LEARNER,
  /// Not started, closed, removed or broken.
  STOPPED
}
