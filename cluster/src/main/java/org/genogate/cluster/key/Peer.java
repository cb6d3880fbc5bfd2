package org.genogate.cluster.key;

import java.time.Duration;
import org.genogate.ledger.event.ValidatorName;

/// What the exchange remembers of one other node.
///
/// Not thread-safe: driven by one agenda.
final class Peer {

  /// At 500 keys a message: 10,000 keys a second, which is what a new node asks for.
  private static final int KEYS_AT_ONCE = 20;

  private static final Duration KEYS_PERIOD = Duration.ofMillis(50);
  private static final Duration LIST_PERIOD = Duration.ofSeconds(1);

  final ValidatorName name;
  final PeerOffers offers;

  /// Answers to what this peer asks for.
  final Allowance answers;

  /// Offers taken from this peer: else one bad node could fill everybody's disk quickly.
  final Allowance taken;

  /// Whole lists of tombstones sent to this peer.
  final Allowance lists;

  boolean reachable;

  Peer(ValidatorName name, long firstOffer, long now) {
    this.name = name;
    this.offers = new PeerOffers(firstOffer);
    this.answers = new Allowance(KEYS_AT_ONCE, KEYS_PERIOD, now);
    this.taken = new Allowance(KEYS_AT_ONCE, KEYS_PERIOD, now);
    this.lists = new Allowance(1, LIST_PERIOD, now);
  }
}
