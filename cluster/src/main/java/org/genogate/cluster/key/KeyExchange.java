package org.genogate.cluster.key;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.genogate.cluster.link.Link;
import org.genogate.cluster.link.Mailbox;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.key.WrappingPublicKey;
import org.genogate.ledger.log.Agenda;
import org.genogate.ledger.merkle.Hash;
import org.genogate.ledger.vault.Acceptance;
import org.genogate.ledger.vault.InvalidOfferException;
import org.genogate.ledger.vault.KeyName;
import org.genogate.ledger.vault.Tombstone;
import org.genogate.ledger.vault.Vault;

/// Brings keys to the other nodes, asks them for those that are missing, and tells who was erased.
///
/// - A key that this node shares is offered to every peer, wrapped to its wrapping key, until that
///   peer has it. What is not acknowledged when this node stops is not offered again: whoever lacks
///   a key asks.
/// - A key that is wanted is asked of one peer after the other.
/// - Nodes compare the hash of their tombstones; where it differs they send the list.
///
/// Whom it serves is who is a validator now. Everything runs on the agenda, which waits for the
/// vault's disk, and so should be none that others depend on; the public methods may be called by
/// any thread.
public final class KeyExchange implements AutoCloseable {

  private static final Duration TICK = Duration.ofMillis(250);
  private static final Duration COMPARE = Duration.ofSeconds(5);

  /// More messages of one peer do not wait for the agenda.
  private static final int MOST_WAITING = 64;

  private final Link link;
  private final Agenda agenda;
  private final Vault vault;
  private final Predicate<Tombstone> ordered;
  private final KeyListener listener;

  /// From here on: the agenda alone.
  private final Peers peers;

  private final Wants wants = new Wants();
  private long compareAt;
  private boolean closed;

  /// @param validators who they are at the moment, and what keys are wrapped to; this node may be
  ///   among them
  /// @param ordered whether a peer's tombstone may be obeyed, as far as this node has read the
  ///   ledger; one that may not yet is told again later
  public KeyExchange(
      Link link,
      Agenda agenda,
      Vault vault,
      Supplier<Map<ValidatorName, WrappingPublicKey>> validators,
      Predicate<Tombstone> ordered,
      KeyListener listener,
      RandomGenerator random) {
    this.link = link;
    this.agenda = agenda;
    this.vault = vault;
    this.ordered = ordered;
    this.listener = listener;
    this.peers = new Peers(link, agenda, validators, random);
  }

  /// Begins to listen and to send.
  public void start() {
    link.listen(Link.Channel.KEY, new Mailbox(agenda, MOST_WAITING, this::arrived));
    agenda.execute(() -> {
      compareAt = agenda.nanoTime();
      tick();
    });
  }

  /// Offers these to every peer until each has them. To be called before an entry is appended that
  /// one of them seals.
  public void share(Collection<KeyName> names) {
    var shared = List.copyOf(names);
    agenda.execute(() -> {
      for (var peer : peers.all()) {
        peer.offers.add(shared);
        offerTo(peer);
      }
    });
  }

  /// Asks the peers for this key until it is here, or known to be erased.
  public void want(KeyName name) {
    agenda.execute(() -> {
      if (!isSettled(name)) {
        wants.add(name, agenda.nanoTime());
      }
    });
  }

  /// Destroys the keys of these people here, and tells the peers, now and until all have done so.
  ///
  /// @return completes when they are destroyed here
  public CompletableFuture<Void> erase(Collection<PersonTag> people) {
    var erased = List.copyOf(people);
    var done = new CompletableFuture<Void>();
    agenda.execute(() -> {
      try {
        vault.erase(erased);
        var tombstones = erased.stream().map(Tombstone::of).toList();
        peers.all().forEach(peer -> sendGraves(peer, tombstones));
        done.complete(null);
      } catch (IOException e) {
        listener.failed(e);
        done.completeExceptionally(e);
      }
    });
    return done;
  }

  /// Which peers have not said that they have this key, of those it was shared with since the
  /// start. Of the agenda alone.
  Set<ValidatorName> awaiting(KeyName name) {
    return peers.awaiting(name);
  }

  private void tick() {
    if (closed) {
      return;
    }
    agenda.schedule(TICK, this::tick);
    long now = agenda.nanoTime();
    boolean compare = now - compareAt >= 0;
    if (compare) {
      compareAt = now + COMPARE.toNanos();
    }
    peers.all().forEach(peer -> visit(peer, now, compare));
    if (wants.due(now)) {
      ask(now);
    }
  }

  private void visit(Peer peer, long now, boolean compare) {
    boolean reachable = link.isReachable(peer.name);
    boolean back = reachable && !peer.reachable;
    peer.reachable = reachable;
    if (back) {
      peer.offers.retryNow(now);
    }
    if (reachable) {
      offerTo(peer);
    }
    if (back || compare) {
      send(peer, new KeyMessage.Digest(vault.tombstoneDigest()));
    }
  }

  private void offerTo(Peer peer) {
    var names = peer.offers.due(agenda.nanoTime(), vault::holds);
    if (!names.isEmpty()) {
      sendKeys(peer, peer.offers.id(), names);
    }
  }

  private void sendKeys(Peer peer, long id, List<KeyName> names) {
    try {
      var to = peers.keyOf(peer);
      if (to.isPresent()) {
        send(peer, new KeyMessage.Offer(id, vault.offer(names, to.get())));
      }
    } catch (IOException e) {
      listener.failed(e);
    }
  }

  private void ask(long now) {
    var names = wants.next(now, this::isSettled);
    if (!names.isEmpty()) {
      peers.nextToAsk().ifPresent(peer -> send(peer, new KeyMessage.Want(names)));
    }
  }

  private boolean isSettled(KeyName name) {
    return vault.holds(name) || vault.isErased(name);
  }

  private void arrived(ValidatorName from, byte[] message) {
    if (message.length <= KeyMessage.MOST_BYTES) {
      KeyMessage.decode(message).ifPresent(decoded -> received(from, decoded));
    }
  }

  private void received(ValidatorName from, KeyMessage message) {
    if (!closed) {
      peers.find(from).ifPresent(peer -> received(peer, message));
    }
  }

  private void received(Peer peer, KeyMessage message) {
    switch (message) {
      case KeyMessage.Offer offer -> peers.keyOf(peer).ifPresent(key -> take(peer, key, offer));
      case KeyMessage.Acknowledged(var id) -> {
        if (peer.offers.acknowledged(id)) {
          offerTo(peer);
        }
      }
      case KeyMessage.Want(var names) -> answer(peer, names);
      case KeyMessage.Digest(var value) -> compare(peer, value);
      case KeyMessage.Graves(var tombstones) -> bury(tombstones);
    }
  }

  private void take(Peer peer, WrappingPublicKey from, KeyMessage.Offer offer) {
    if (!peer.taken.take(agenda.nanoTime())) {
      return;
    }
    try {
      var outcome = vault.accept(offer.wrapped(), from);
      if (offer.id() != 0) {
        send(peer, new KeyMessage.Acknowledged(offer.id()));
      }
      tell(peer, outcome);
    } catch (InvalidOfferException _) {
      // Wrapped to a key of ours that was changed meanwhile, or by somebody else: nothing to
      // answer.
    } catch (IOException e) {
      listener.failed(e);
    }
  }

  private void tell(Peer peer, Map<KeyName, Acceptance> outcome) {
    var added = named(outcome, Acceptance.ADDED);
    var conflicting = named(outcome, Acceptance.CONFLICTING);
    if (!conflicting.isEmpty()) {
      listener.conflicted(peer.name, conflicting);
    }
    if (!added.isEmpty()) {
      wants.arrived(added, agenda.nanoTime());
      listener.arrived(added);
    }
  }

  private static Set<KeyName> named(Map<KeyName, Acceptance> outcome, Acceptance what) {
    var names = new TreeSet<KeyName>();
    outcome.forEach((name, became) -> {
      if (became == what) {
        names.add(name);
      }
    });
    return names;
  }

  private void answer(Peer peer, List<KeyName> names) {
    if (!peer.answers.take(agenda.nanoTime())) {
      return;
    }
    var held = names.stream().filter(name -> name.isShared() && vault.holds(name)).toList();
    if (!held.isEmpty()) {
      sendKeys(peer, 0, held);
    }
  }

  private void compare(Peer peer, Hash theirs) {
    if (theirs.equals(vault.tombstoneDigest()) || !peer.lists.take(agenda.nanoTime())) {
      return;
    }
    sendGraves(peer, List.copyOf(vault.tombstones()));
  }

  private void sendGraves(Peer peer, List<Tombstone> tombstones) {
    for (int from = 0; from < tombstones.size(); from += KeyMessage.MOST_TOMBSTONES) {
      int to = Math.min(tombstones.size(), from + KeyMessage.MOST_TOMBSTONES);
      send(peer, new KeyMessage.Graves(tombstones.subList(from, to)));
    }
  }

  private void bury(List<Tombstone> tombstones) {
    try {
      var destroyed = vault.bury(tombstones.stream().filter(ordered).toList());
      if (!destroyed.isEmpty()) {
        listener.erased(destroyed);
      }
    } catch (IOException e) {
      listener.failed(e);
    }
  }

  private void send(Peer peer, KeyMessage message) {
    link.send(peer.name, Link.Channel.KEY, message.encode());
  }

  /// Stops sending. The vault stays open.
  @Override
  public void close() {
    agenda.execute(() -> closed = true);
  }
}
