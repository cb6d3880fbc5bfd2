package org.genogate.ledger.receipt;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Supplier;
import org.genogate.ledger.consent.Cohort;
import org.genogate.ledger.consent.ConsentView;
import org.genogate.ledger.event.AccessId;
import org.genogate.ledger.event.Event.AccessClosed;
import org.genogate.ledger.event.Event.AccessOpened;
import org.genogate.ledger.event.Event.AccessRefused;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.merkle.Hash;

/// Who looked at whom.
///
/// One writer tells it of committed events in log order; any thread may ask, and sees every event
/// told before. Accesses are kept by cohort, so that one access costs the same however many people
/// it covers; a person's accesses are those of the cohorts that hold them.
public final class AccessHistory {

  private static final AccessSeen.Ending READING_NOW = new AccessSeen.Ending.ReadingNow();

  private final Map<AccessId, Tracked> accesses = new ConcurrentHashMap<>();
  private final Map<Hash, Interned> cohorts = new ConcurrentHashMap<>();

  /// Accesses to one person alone, and refusals that name them, newest first.
  private final Map<PersonTag, Deque<Supplier<AccessSeen>>> ofOne = new ConcurrentHashMap<>();

  /// How the payload of an access to `cohort` names it: whole for the first, by key after.
  public CohortReference reference(Cohort cohort) {
    var key = cohort.key();
    return cohorts.containsKey(key)
        ? new CohortReference.Known(key)
        : new CohortReference.Whole(cohort);
  }

  /// Whether some access before wrote this cohort.
  public boolean knows(Hash cohort) {
    return cohorts.containsKey(cohort);
  }

  /// @throws IllegalArgumentException if `detail` names a cohort that no access before wrote
  public void opened(long index, AccessOpened event, AccessDetail detail) {
    switch (detail.cohort()) {
      case CohortReference.Whole(var cohort) -> {
        var key = cohort.key();
        var interned = cohorts.computeIfAbsent(key, _ -> new Interned(cohort));
        track(index, event, detail.referringTo(key), interned);
      }
      case CohortReference.Known(var key) -> {
        var interned = cohorts.get(key);
        if (interned == null) {
          throw new IllegalArgumentException("entry " + index + " names a cohort never written");
        }
        track(index, event, detail, interned);
      }
      case CohortReference.OnePerson(var person) -> {
        var tracked = new Tracked(index, event, detail, 1);
        accesses.put(event.access(), tracked);
        concerning(person).addFirst(tracked::seen);
      }
    }
  }

  /// @throws IllegalArgumentException if no such access was opened
  public void closed(long index, AccessClosed event, CloseDetail detail) {
    tracked(event.access()).ending = new AccessSeen.Ending.Closed(index, detail);
  }

  /// An end whose payload cannot be opened.
  ///
  /// @throws IllegalArgumentException if no such access was opened
  public void closedUnreadable(long index, AccessClosed event) {
    tracked(event.access()).ending = new AccessSeen.Ending.ClosedUnreadable(index);
  }

  public void refused(long index, AccessRefused event, RefusalDetail detail) {
    var refusal = new AccessSeen.Refusal(index, event, detail);
    detail.named().forEach(person -> concerning(person).addFirst(() -> refusal));
  }

  /// What concerned this person, newest first: accesses, those under way included, and refused
  /// requests that named them. Takes O(cohorts + what is found).
  ///
  /// @param view any view of the same log
  public List<AccessSeen> of(PersonTag person, ConsentView view) {
    var seen = new ArrayList<AccessSeen>();
    ofOne.getOrDefault(person, new ConcurrentLinkedDeque<>()).forEach(one -> seen.add(one.get()));
    view.ordinal(person)
        .ifPresent(ordinal -> {
          for (var interned : cohorts.values()) {
            if (interned.cohort.people().contains(ordinal)) {
              interned.accesses.forEach(access -> seen.add(access.seen()));
            }
          }
        });
    seen.sort(Comparator.comparingLong(AccessSeen::index).reversed());
    return seen;
  }

  public Optional<AccessSeen.Access> find(AccessId access) {
    return Optional.ofNullable(accesses.get(access)).map(Tracked::seen);
  }

  /// Whether the access may have covered this person.
  public boolean concerns(AccessId access, PersonTag person, ConsentView view) {
    return find(access)
        .filter(seen ->
            switch (seen.detail().cohort()) {
              case CohortReference.OnePerson(var one) -> one.equals(person);
              case CohortReference.Known(var key) -> holds(key, person, view);
              case CohortReference.Whole(var cohort) -> holds(cohort.key(), person, view);
            })
        .isPresent();
  }

  /// The cohort that `key` names, if an access wrote it.
  public Optional<Cohort> cohort(Hash key) {
    return Optional.ofNullable(cohorts.get(key)).map(interned -> interned.cohort);
  }

  /// Accesses without an end, in log order: at a start, those that a stop cut off.
  public List<AccessSeen.Access> underWay() {
    return accesses.values().stream()
        .map(Tracked::seen)
        .filter(seen -> seen.ending().equals(READING_NOW))
        .sorted(Comparator.comparingLong(AccessSeen.Access::index))
        .toList();
  }

  private void track(long index, AccessOpened event, AccessDetail detail, Interned interned) {
    var tracked = new Tracked(index, event, detail, interned.people);
    accesses.put(event.access(), tracked);
    interned.accesses.addFirst(tracked);
  }

  private Tracked tracked(AccessId access) {
    var tracked = accesses.get(access);
    if (tracked == null) {
      throw new IllegalArgumentException("an access is opened before it is closed");
    }
    return tracked;
  }

  private Deque<Supplier<AccessSeen>> concerning(PersonTag person) {
    return ofOne.computeIfAbsent(person, _ -> new ConcurrentLinkedDeque<>());
  }

  private boolean holds(Hash key, PersonTag person, ConsentView view) {
    var cohort = cohort(key);
    return cohort.isPresent()
        && view.ordinal(person).filter(cohort.get().people()::contains).isPresent();
  }

  /// One cohort and the accesses to it, newest first.
  private static final class Interned {
    private final Cohort cohort;
    private final int people;
    private final Deque<Tracked> accesses = new ConcurrentLinkedDeque<>();

    Interned(Cohort cohort) {
      this.cohort = cohort;
      this.people = cohort.people().count();
    }
  }

  /// One access, whose end comes later.
  private static final class Tracked {
    private final long index;
    private final AccessOpened event;
    private final AccessDetail detail;
    private final int people;
    private volatile AccessSeen.Ending ending = READING_NOW;

    Tracked(long index, AccessOpened event, AccessDetail detail, int people) {
      this.index = index;
      this.event = event;
      this.detail = detail;
      this.people = people;
    }

    AccessSeen.Access seen() {
      return new AccessSeen.Access(index, event, detail, people, ending);
    }
  }
}
