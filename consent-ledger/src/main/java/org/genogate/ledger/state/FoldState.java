package org.genogate.ledger.state;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SequencedCollection;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.genogate.ledger.event.AccessId;
import org.genogate.ledger.event.ConsentId;
import org.genogate.ledger.event.DatasetTag;
import org.genogate.ledger.event.EventId;
import org.genogate.ledger.event.KeyRole;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.event.ReleaseId;
import org.genogate.ledger.key.KeyId;

/// Everything the fold remembers. One writer; what is iterated keeps the log's order, so that a
/// snapshot has the same bytes on every node.
final class FoldState {

  final String origin;
  long size;
  final UndoLog undo = new UndoLog();
  private StateTree people = StateTree.empty();
  private SealMark seal = SealMark.none();
  private final SequencedMap<KeyId, EnrolledKey> keys = new LinkedHashMap<>();
  private final SequencedMap<EventId, SeenEvent> events = new LinkedHashMap<>();
  private final SequencedMap<DatasetTag, NavigableSet<Integer>> datasets = new LinkedHashMap<>();
  private final SequencedSet<ConsentId> consents = new LinkedHashSet<>();

  /// Each with the index of its opening, and in that order: a closing that is undone puts its
  /// access back where it was.
  private final NavigableMap<Long, AccessId> openAccesses = new TreeMap<>();

  private final Map<AccessId, Place> openedAt = new HashMap<>();
  private final SequencedMap<Integer, Epoch> epochs = new LinkedHashMap<>();
  private final SequencedMap<ReleaseId, Release> releases = new LinkedHashMap<>();
  final RecentEvents recent = new RecentEvents(undo);

  /// Who holds an active key of their own: derived from `keys`.
  private final Map<UUID, Set<KeyId>> ownKeys = new HashMap<>();

  FoldState(String origin) {
    this.origin = origin;
  }

  StateTree people() {
    return people;
  }

  void setPerson(PersonTag person, PersonState state) {
    var before = people;
    undo.record(() -> people = before);
    people = people.with(person, state);
  }

  SealMark seal() {
    return seal;
  }

  void setSeal(SealMark mark) {
    var before = seal;
    undo.record(() -> seal = before);
    seal = mark;
  }

  Collection<EnrolledKey> keys() {
    return keys.values();
  }

  Optional<EnrolledKey> key(KeyId id) {
    return Optional.ofNullable(keys.get(id));
  }

  boolean knowsKey(KeyId id) {
    return keys.containsKey(id);
  }

  void enroll(EnrolledKey key) {
    undo.put(keys, key.key().id(), key);
    if (key.role() == KeyRole.PERSON && key.active()) {
      addOwnKey(key);
      undo.record(() -> removeOwnKey(key));
    }
  }

  void retire(KeyId id) {
    var retired = keys.get(id);
    if (retired == null) {
      return;
    }
    undo.put(keys, id, retired.retired());
    if (retired.role() == KeyRole.PERSON && retired.active()) {
      removeOwnKey(retired);
      undo.record(() -> addOwnKey(retired));
    }
  }

  private void addOwnKey(EnrolledKey key) {
    ownKeys.computeIfAbsent(key.holder().value(), _ -> new HashSet<>()).add(key.key().id());
  }

  private void removeOwnKey(EnrolledKey key) {
    ownKeys.getOrDefault(key.holder().value(), new HashSet<>()).remove(key.key().id());
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

  SequencedMap<EventId, SeenEvent> events() {
    return Collections.unmodifiableSequencedMap(events);
  }

  void remember(EventId id, SeenEvent event) {
    undo.put(events, id, event);
  }

  Set<ConsentId> consents() {
    return consents;
  }

  void useConsent(ConsentId consent) {
    if (consents.add(consent)) {
      undo.record(() -> consents.remove(consent));
    }
  }

  Map<DatasetTag, NavigableSet<Integer>> datasets() {
    return datasets;
  }

  void publish(DatasetTag dataset, int version) {
    if (!datasets.containsKey(dataset)) {
      undo.put(datasets, dataset, new TreeSet<>());
    }
    var versions = datasets.getOrDefault(dataset, new TreeSet<>());
    if (versions.add(version)) {
      undo.record(() -> versions.remove(version));
    }
  }

  Collection<Integer> versions(DatasetTag dataset) {
    return datasets.getOrDefault(dataset, Collections.emptyNavigableSet());
  }

  NavigableMap<Long, AccessId> openAccesses() {
    return openAccesses;
  }

  /// Where an access that is open was opened.
  Optional<Place> opening(AccessId access) {
    return Optional.ofNullable(openedAt.get(access));
  }

  void open(AccessId access, Place opening) {
    putOpen(access, opening);
    undo.record(() -> removeOpen(access, opening));
  }

  void close(AccessId access) {
    opening(access)
        .ifPresent(opening -> {
          removeOpen(access, opening);
          undo.record(() -> putOpen(access, opening));
        });
  }

  private void putOpen(AccessId access, Place opening) {
    openedAt.put(access, opening);
    openAccesses.put(opening.index(), access);
  }

  private void removeOpen(AccessId access, Place opening) {
    openedAt.remove(access);
    openAccesses.remove(opening.index());
  }

  /// The newest.
  Epoch epoch() {
    return epochs.isEmpty() ? Epoch.none() : epochs.lastEntry().getValue();
  }

  SequencedCollection<Epoch> epochs() {
    return epochs.sequencedValues();
  }

  void begin(Epoch epoch) {
    undo.put(epochs, epoch.number(), epoch);
  }

  Optional<Release> release(ReleaseId id) {
    return Optional.ofNullable(releases.get(id));
  }

  SequencedCollection<Release> releases() {
    return releases.sequencedValues();
  }

  void setRelease(Release release) {
    undo.put(releases, release.id(), release);
  }
}
