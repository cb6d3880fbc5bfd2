package org.genogate.ledger;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.genogate.ledger.event.Event;
import org.genogate.ledger.event.Event.ErasureDone;
import org.genogate.ledger.event.Event.ErasureOrdered;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.vault.Tombstone;

/// The erasures that committed entries order, and how far they are.
///
/// An order may be carried out once it is final: a key that is destroyed cannot come back, so
/// nothing that might still be replaced may destroy one. One writer tells it of entries; any thread
/// may ask.
final class Erasures {

  private final Map<PersonTag, OrderedErasure> ordered = new ConcurrentHashMap<>();

  /// Other nodes name the erased by what is left of their keys.
  private final Map<Tombstone, PersonTag> people = new ConcurrentHashMap<>();

  private volatile long finalSize;

  void apply(long index, Event event) {
    if (event instanceof ErasureOrdered order) {
      var first = new OrderedErasure(order.person(), index, order.time(), List.of());
      ordered.putIfAbsent(order.person(), first);
      people.put(Tombstone.of(order.person()), order.person());
    } else if (event instanceof ErasureDone word) {
      ordered.computeIfPresent(word.person(), (_, before) -> before.and(word.by()));
    }
  }

  /// The first `size` entries are final.
  void sealed(long size) {
    finalSize = Math.max(finalSize, size);
  }

  boolean isFinal(OrderedErasure erasure) {
    return erasure.index() < finalSize;
  }

  /// Whether whoever this is what is left of is to be erased, for good.
  boolean isFinal(Tombstone tombstone) {
    return Optional.ofNullable(people.get(tombstone))
        .flatMap(this::of)
        .filter(this::isFinal)
        .isPresent();
  }

  Optional<OrderedErasure> of(PersonTag person) {
    return Optional.ofNullable(ordered.get(person));
  }

  /// Those that may be carried out.
  List<OrderedErasure> allFinal() {
    return ordered.values().stream().filter(this::isFinal).toList();
  }
}
