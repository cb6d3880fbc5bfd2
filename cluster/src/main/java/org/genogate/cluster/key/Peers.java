package org.genogate.cluster.key;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.genogate.cluster.link.Link;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.key.WrappingPublicKey;
import org.genogate.ledger.log.Agenda;
import org.genogate.ledger.vault.KeyName;

/// The other validators, as the ledger names them at the moment. Whoever is one no more is
/// forgotten, with all that was meant for them.
///
/// Not thread-safe: driven by one agenda.
final class Peers {

  private final Link link;
  private final Agenda agenda;
  private final Supplier<Map<ValidatorName, WrappingPublicKey>> validators;
  private final RandomGenerator random;

  private final Map<ValidatorName, Peer> peers = new TreeMap<>();
  private Optional<ValidatorName> lastAsked = Optional.empty();

  Peers(
      Link link,
      Agenda agenda,
      Supplier<Map<ValidatorName, WrappingPublicKey>> validators,
      RandomGenerator random) {
    this.link = link;
    this.agenda = agenda;
    this.validators = validators;
    this.random = random;
  }

  Collection<Peer> all() {
    var now = validators.get();
    peers.keySet().retainAll(now.keySet());
    for (var name : now.keySet()) {
      if (!name.equals(link.self())) {
        // Ids of an earlier run must not be taken for those of this one.
        peers.computeIfAbsent(
            name, _ -> new Peer(name, random.nextLong(1L << 62), agenda.nanoTime()));
      }
    }
    return peers.values();
  }

  /// Empty for whoever is no validator.
  Optional<Peer> find(ValidatorName name) {
    return all().stream().filter(peer -> peer.name.equals(name)).findFirst();
  }

  /// What keys for this peer are wrapped to, and what its own are wrapped from.
  Optional<WrappingPublicKey> keyOf(Peer peer) {
    return Optional.ofNullable(validators.get().get(peer.name));
  }

  /// The reachable peer after the one that this gave last.
  Optional<Peer> nextToAsk() {
    var reachable = new ArrayList<Peer>();
    for (var peer : all()) {
      if (link.isReachable(peer.name)) {
        reachable.add(peer);
      }
    }
    var next =
        reachable.stream()
            .filter(peer -> lastAsked.map(last -> peer.name.compareTo(last) > 0).orElse(true))
            .findFirst()
            .or(() -> reachable.stream().findFirst());
    next.ifPresent(peer -> lastAsked = Optional.of(peer.name));
    return next;
  }

  /// Who has not said yet that they have this key.
  Set<ValidatorName> awaiting(KeyName key) {
    var awaiting = new TreeSet<ValidatorName>();
    for (var peer : all()) {
      if (peer.offers.awaits(key)) {
        awaiting.add(peer.name);
      }
    }
    return awaiting;
  }
}
