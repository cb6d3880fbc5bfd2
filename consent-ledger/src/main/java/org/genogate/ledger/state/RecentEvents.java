package org.genogate.ledger.state;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;
import org.genogate.ledger.event.AccessId;
import org.genogate.ledger.event.Event;
import org.genogate.ledger.event.Event.AccessClosed;
import org.genogate.ledger.event.Event.AccessOpened;
import org.genogate.ledger.event.Event.AccessRefused;

/// The newest accesses that were opened, closed and refused, so that an entry that is sent again
/// after an unknown outcome is known to be there.
///
/// These are by far the most events, so they are not remembered for ever. What is forgotten is
/// decided by the log's order alone, and is the same on every node.
final class RecentEvents {

  /// Minutes of the fastest log, days of a usual one; some 30 MB.
  static final int MOST = 131_072;

  private final SequencedMap<Key, Place> places = new LinkedHashMap<>();
  private final UndoLog undo;

  RecentEvents(UndoLog undo) {
    this.undo = undo;
  }

  /// An access is opened and closed under one id, so its number tells which.
  record Key(int number, UUID id) {
    static Key ofOpening(AccessId access) {
      return new Key(9, access.value());
    }

    static Key ofClosing(AccessId access) {
      return new Key(10, access.value());
    }

    /// Empty for events that are remembered for ever, and for seals.
    static Optional<Key> of(Event event) {
      return switch (event) {
        case AccessOpened e -> Optional.of(ofOpening(e.access()));
        case AccessClosed e -> Optional.of(ofClosing(e.access()));
        case AccessRefused e -> Optional.of(new Key(11, e.id().value()));
        default -> Optional.empty();
      };
    }
  }

  void add(Key key, Place place) {
    undo.put(places, key, place);
    if (places.size() > MOST) {
      var oldest = places.pollFirstEntry();
      undo.record(() -> places.putFirst(oldest.getKey(), oldest.getValue()));
    }
  }

  Optional<Place> find(Key key) {
    return Optional.ofNullable(places.get(key));
  }

  /// Oldest first.
  SequencedMap<Key, Place> all() {
    return Collections.unmodifiableSequencedMap(places);
  }
}
