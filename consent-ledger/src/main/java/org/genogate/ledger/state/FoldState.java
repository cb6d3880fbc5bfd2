package org.genogate.ledger.state;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.genogate.ledger.event.AccessId;
import org.genogate.ledger.event.ConsentId;
import org.genogate.ledger.event.DatasetTag;
import org.genogate.ledger.event.EventId;
import org.genogate.ledger.event.KeyRole;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.key.KeyId;

/// Everything the fold remembers. One writer; what is iterated keeps the log's order, so that a
/// snapshot has the same bytes on every node.
final class FoldState {

  final String origin;
  long size;
  StateTree people = StateTree.empty();
  SealMark seal = SealMark.none();
  final SequencedMap<KeyId, EnrolledKey> keys = new LinkedHashMap<>();
  final SequencedMap<EventId, SeenEvent> events = new LinkedHashMap<>();
  final SequencedMap<DatasetTag, NavigableSet<Integer>> datasets = new LinkedHashMap<>();
  final SequencedSet<ConsentId> consents = new LinkedHashSet<>();
  final SequencedSet<AccessId> openAccesses = new LinkedHashSet<>();

  /// Who holds an active key of their own: derived from `keys`.
  private final Map<UUID, Set<KeyId>> ownKeys = new HashMap<>();

  FoldState(String origin) {
    this.origin = origin;
  }

  void enroll(EnrolledKey key) {
    keys.put(key.key().id(), key);
    if (key.role() == KeyRole.PERSON && key.active()) {
      ownKeys.computeIfAbsent(key.holder().value(), _ -> new HashSet<>()).add(key.key().id());
    }
  }

  void retire(KeyId id) {
    var retired = keys.get(id);
    if (retired == null) {
      return;
    }
    keys.put(id, retired.retired());
    ownKeys.getOrDefault(retired.holder().value(), new HashSet<>()).remove(id);
  }

  Optional<EnrolledKey> activeKey(KeyId id) {
    return Optional.ofNullable(keys.get(id)).filter(EnrolledKey::active);
  }

  boolean hasOwnKey(PersonTag person) {
    return !ownKeys.getOrDefault(person.value(), Set.of()).isEmpty();
  }

  PersonState person(PersonTag person) {
    return people.find(person).orElseGet(PersonState::unheardOf);
  }

  void publish(DatasetTag dataset, int version) {
    datasets.computeIfAbsent(dataset, _ -> new TreeSet<>()).add(version);
  }

  Collection<Integer> versions(DatasetTag dataset) {
    return datasets.getOrDefault(dataset, Collections.emptyNavigableSet());
  }
}
