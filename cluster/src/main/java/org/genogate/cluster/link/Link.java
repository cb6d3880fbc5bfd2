package org.genogate.cluster.link;

import java.util.Set;
import org.genogate.ledger.event.ValidatorName;

/// Carries messages to the other nodes.
///
/// From one node to another messages of one channel keep their order and come at most once; any may
/// be lost. Nothing here waits for a peer.
public interface Link {

  /// What a message is for. Each channel has one receiver on a node.
  enum Channel {
    /// Consensus.
    ORDERING,
    /// Beats of the leader, and leases.
    LEASE,
    /// Cosignatures.
    FINALITY,
    /// Drafts on their way to the leader, and what became of them.
    FORWARD,
    /// Entries that a node lacks.
    REPAIR,
    /// Wrapped keys.
    KEY,
    /// What a node that begins again may have forgotten.
    ROLL_CALL
  }

  /// Takes what others send. Called by threads of the link, one call a channel at a time; must not
  /// wait.
  @FunctionalInterface
  interface Receiver {
    /// @param from proven by its key, not claimed
    void received(ValidatorName from, byte[] message);
  }

  ValidatorName self();

  /// Everybody who may take part, this node included, whether reachable or not.
  Set<ValidatorName> members();

  /// Whether a link to this node stands right now. Informs; proves nothing.
  boolean isReachable(ValidatorName peer);

  /// Sends, or drops: when the peer cannot be reached, or too much waits for it already.
  void send(ValidatorName to, Channel channel, byte[] message);

  /// Takes the messages of `channel` from now on.
  void listen(Channel channel, Receiver receiver);
}
