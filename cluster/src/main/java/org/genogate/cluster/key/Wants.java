package org.genogate.cluster.key;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.function.Predicate;
import org.genogate.ledger.vault.KeyName;

/// The keys that this node lacks, and when to ask for which.
///
/// Not thread-safe: driven by one agenda.
final class Wants {

  private static final Duration ASK_AGAIN = Duration.ofSeconds(1);

  /// Beyond this the rest is wanted again by whoever fails to open a payload.
  private static final int MOST = 1 << 20;

  private final SequencedSet<KeyName> wanted = new LinkedHashSet<>();
  private long askAt;

  void add(KeyName name, long now) {
    if (wanted.isEmpty()) {
      askAt = now;
    }
    if (wanted.size() < MOST) {
      wanted.add(name);
    }
  }

  /// These came: if more are wanted they are asked for at once.
  void arrived(Collection<KeyName> names, long now) {
    if (wanted.removeAll(names)) {
      askAt = now;
    }
  }

  boolean due(long now) {
    return !wanted.isEmpty() && now - askAt >= 0;
  }

  /// The next to ask one peer for. They come after the rest from now on: what that peer lacks is
  /// asked of another in its turn.
  ///
  /// @param settled whether a key needs no more asking
  List<KeyName> next(long now, Predicate<KeyName> settled) {
    askAt = now + ASK_AGAIN.toNanos();
    var some = new ArrayList<KeyName>();
    while (!wanted.isEmpty() && some.size() < KeyMessage.MOST_NAMES) {
      var name = wanted.removeFirst();
      if (!settled.test(name)) {
        some.add(name);
      }
    }
    wanted.addAll(some);
    return some;
  }
}
