package org.genogate.cluster.key;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.function.Predicate;
import org.genogate.ledger.vault.KeyName;

/// The keys that one peer has not acknowledged yet. One offer is under way at a time; it is made
/// anew, later and later, until it is acknowledged.
///
/// Not thread-safe: driven by one agenda.
final class PeerOffers {

  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private final SequencedSet<KeyName> waiting = new LinkedHashSet<>();
  private List<KeyName> underWay = List.of();
  private Duration wait = FIRST_WAIT;
  private long id;
  private long sendAt;

  /// @param id below 2^62; ids go up from here
  PeerOffers(long id) {
    this.id = id;
  }

  void add(Collection<KeyName> names) {
    waiting.addAll(names);
  }

  boolean awaits(KeyName name) {
    return waiting.contains(name);
  }

  /// The keys to offer now, under [#id]; empty if it is not time.
  ///
  /// @param now nanoseconds of the agenda
  /// @param held whether the vault still has a key
  List<KeyName> due(long now, Predicate<KeyName> held) {
    if (!underWay.isEmpty() && now - sendAt < 0) {
      return List.of();
    }
    waiting.removeIf(held.negate());
    underWay = underWay.stream().filter(waiting::contains).toList();
    if (underWay.isEmpty()) {
      id++;
      wait = FIRST_WAIT;
      underWay = waiting.stream().limit(KeyMessage.MOST_NAMES).toList();
    }
    sendAt = now + wait.toNanos();
    var twice = wait.multipliedBy(2);
    wait = twice.compareTo(LONGEST_WAIT) < 0 ? twice : LONGEST_WAIT;
    return underWay;
  }

  /// Of the offer under way. Made anew it keeps its id: a late acknowledgement says the same.
  long id() {
    return id;
  }

  /// @return whether that was the offer under way
  boolean acknowledged(long acknowledged) {
    if (underWay.isEmpty() || acknowledged != id) {
      return false;
    }
    underWay.forEach(waiting::remove);
    underWay = List.of();
    return true;
  }

  /// The peer can be reached again: no need to wait longer.
  void retryNow(long now) {
    sendAt = now;
    wait = FIRST_WAIT;
  }
}
