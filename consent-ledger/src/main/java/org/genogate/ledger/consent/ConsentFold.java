package org.genogate.ledger.consent;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.genogate.ledger.consent.StandingConsent.Kind;
import org.genogate.ledger.consent.StandingConsent.Wording;
import org.genogate.ledger.event.Event.ConsentDenied;
import org.genogate.ledger.event.Event.ConsentGranted;
import org.genogate.ledger.event.Event.ConsentRevoked;
import org.genogate.ledger.event.Event.ErasureOrdered;
import org.genogate.ledger.event.PersonTag;

/// Folds consent events, with their opened terms, into who allows what.
///
/// One writer calls everything but [#view()], in log order; any thread may take the view. A change
/// costs one person's record, one chunk of a set and the paths to them, whatever the number of
/// people. That an event is signed, new and names its predecessor was checked before it came here.
///
/// What opens data waits for the seal: a grant, and the lifting of a denial. What closes data acts
/// where it is applied: a denial, and the revocation of a grant.
public final class ConsentFold {

  /// Shared with the views, so it only grows.
  private final Map<PersonTag, Integer> ordinals = new ConcurrentHashMap<>();

  private final ProfileSets profiles = new ProfileSets();

  /// What waits for its entry to be sealed, in log order.
  private final Queue<Opening> unsealed = new PriorityQueue<>();

  /// Starts and expiries to come, of grants that are sealed and not revoked.
  private final TreeSet<Turn> turns = new TreeSet<>();

  private PersistentList<Person> people = PersistentList.empty();
  private long version;
  private long nextIndex;
  private long sealedSize;
  private Instant asOf = Instant.EPOCH;
  private volatile ConsentView view = currentView();

  private ConsentFold() {}

  public static ConsentFold empty() {
    return new ConsentFold();
  }

  /// An empty fold that takes the place of another: each of its views is newer than that `version`.
  public static ConsentFold emptyAfter(long version) {
    var fold = new ConsentFold();
    fold.version = version + 1;
    fold.publish();
    return fold;
  }

  /// A fold that decides and goes on as the one that wrote `bytes`.
  public static ConsentFold restore(byte[] bytes) throws CorruptConsentSnapshotException {
    var snapshot = ConsentSnapshot.decode(bytes);
    var fold = new ConsentFold();
    fold.version = snapshot.version();
    fold.nextIndex = snapshot.nextIndex();
    fold.sealedSize = snapshot.sealedSize();
    fold.asOf = snapshot.asOf();
    snapshot.people().forEach(fold::readmit);
    fold.awaitSeals();
    fold.publish();
    return fold;
  }

  /// Everything that decides, opened terms included: whoever keeps it must seal it, and must
  /// rewrite it when a person is erased. The same calls give the same bytes.
  public byte[] snapshot() {
    var all = new ArrayList<Person>(people.size());
    for (int i = 0; i < people.size(); i++) {
      all.add(people.get(i));
    }
    return new ConsentSnapshot(version, nextIndex, sealedSize, asOf, all).encode();
  }

  /// The newest view. Any thread may call this.
  public ConsentView view() {
    return view;
  }

  public void applyGrant(long index, ConsentGranted event, ConsentTerms terms) {
    holdGrant(index, event, new Wording.Opened(terms));
  }

  public void applyDenial(long index, ConsentDenied event, ConsentTerms terms) {
    holdDenial(index, event, new Wording.Opened(terms));
  }

  /// A grant whose payload cannot be opened: it allows nothing.
  public void missingTerms(long index, ConsentGranted event) {
    holdGrant(index, event, new Wording.Missing());
  }

  /// A denial whose payload cannot be opened: it refuses everything.
  public void missingTerms(long index, ConsentDenied event) {
    holdDenial(index, event, new Wording.Missing());
  }

  /// Ends what it names of this person and of nobody else. What it names and was never recorded, or
  /// ended before, stays as it is.
  public void applyRevocation(long index, ConsentRevoked event) {
    end(index, event.person(), event.time(), event.scope());
  }

  /// Ends every grant of this person, as a revocation of them all does. Denials stay.
  public void applyErasure(long index, ErasureOrdered event) {
    end(index, event.person(), event.time(), new ConsentRevoked.Scope.EveryGrant());
  }

  private void end(long index, PersonTag person, Instant time, ConsentRevoked.Scope scope) {
    enter(index);
    int ordinal = admit(person);
    for (int place = 0; place < people.get(ordinal).held().size(); place++) {
      var held = people.get(ordinal).held().get(place);
      if (!held.isEnded() && names(scope, held)) {
        end(ordinal, place, index, time);
      }
    }
    version++;
    publish();
  }

  /// Forgets the terms of this person's grants and denials: the key that opened them is destroyed,
  /// and what is kept in memory goes too. What is left is what a replay without the key gives.
  public void forgetTerms(PersonTag tag) {
    var ordinal = ordinals.get(tag);
    if (ordinal == null) {
      return;
    }
    boolean forgot = false;
    for (int place = 0; place < people.get(ordinal).held().size(); place++) {
      var held = people.get(ordinal).held().get(place);
      if (held.wording() instanceof Wording.Opened) {
        forgetTerms(ordinal, place, held);
        forgot = true;
      }
    }
    if (forgot) {
      version++;
      publish();
    }
  }

  private void forgetTerms(int ordinal, int place, Held held) {
    turnsOf(held, ordinal, place).forEach(turns::remove);
    var missing = new Wording.Missing();
    var forgotten = held.worded(missing, profiles.number(held.kind(), missing));
    people = people.with(ordinal, people.get(ordinal).with(place, forgotten));
    refresh(ordinal, held.profile());
    refresh(ordinal, forgotten.profile());
  }

  /// The first `size` entries are sealed: what opens data among them acts from now on. A smaller
  /// size than before says nothing new.
  public void sealedUpTo(long size) {
    if (size <= sealedSize) {
      return;
    }
    sealedSize = size;
    for (var next = unsealed.peek(); next != null && next.index() < size; next = unsealed.peek()) {
      unsealed.remove();
      open(next.ordinal(), next.place());
    }
    publish();
  }

  /// It is `now`: grants start and expire. An earlier instant than before says nothing new.
  public void advance(Instant now) {
    var instant = Millis.floor(now);
    if (!instant.isAfter(asOf)) {
      return;
    }
    asOf = instant;
    while (!turns.isEmpty() && !turns.first().at().isAfter(asOf)) {
      var turn = turns.removeFirst();
      version++;
      refreshAt(turn.ordinal(), turn.place());
    }
    publish();
  }

  private void holdGrant(long index, ConsentGranted event, Wording wording) {
    int profile = profiles.number(Kind.GRANT, wording);
    var held =
        Held.standing(
            event.consent(), Kind.GRANT, event.asked(), index, event.time(), wording, profile);
    int ordinal = hold(event.person(), held);
    unsealed.add(new Opening(index, ordinal, people.get(ordinal).held().size() - 1));
    publish();
  }

  private void holdDenial(long index, ConsentDenied event, Wording wording) {
    int profile = profiles.number(Kind.DENIAL, wording);
    var held =
        Held.standing(
            event.consent(), Kind.DENIAL, event.asked(), index, event.time(), wording, profile);
    int ordinal = hold(event.person(), held);
    version++;
    refreshAt(ordinal, people.get(ordinal).held().size() - 1);
    publish();
  }

  /// @return the person's ordinal; what is held has the last place among theirs
  private int hold(PersonTag person, Held held) {
    enter(held.index());
    int ordinal = admit(person);
    people = people.with(ordinal, people.get(ordinal).plus(held));
    return ordinal;
  }

  private void end(int ordinal, int place, long index, Instant time) {
    var held = people.get(ordinal).held().get(place);
    people = people.with(ordinal, people.get(ordinal).with(place, held.ended(index, time)));
    switch (held.kind()) {
      case GRANT -> {
        turnsOf(held, ordinal, place).forEach(turns::remove);
        refreshAt(ordinal, place);
      }
      case DENIAL -> unsealed.add(new Opening(index, ordinal, place));
    }
  }

  /// Its entry was sealed: a grant starts to act, or will in time, and a lifted denial is gone.
  private void open(int ordinal, int place) {
    var held = people.get(ordinal).held().get(place);
    switch (held.kind()) {
      case GRANT -> {
        schedule(held, ordinal, place);
        if (held.grants(sealedSize, asOf)) {
          version++;
          refreshAt(ordinal, place);
        }
      }
      case DENIAL -> {
        version++;
        refreshAt(ordinal, place);
      }
    }
  }

  private void refreshAt(int ordinal, int place) {
    refresh(ordinal, people.get(ordinal).held().get(place).profile());
  }

  private void refresh(int ordinal, int profile) {
    if (profile != Held.NO_PROFILE) {
      profiles.refresh(profile, ordinal, people.get(ordinal), sealedSize, asOf);
    }
  }

  private void schedule(Held held, int ordinal, int place) {
    if (!held.isEnded()) {
      turnsOf(held, ordinal, place).filter(turn -> turn.at().isAfter(asOf)).forEach(turns::add);
    }
  }

  private static Stream<Turn> turnsOf(Held held, int ordinal, int place) {
    return switch (held.wording()) {
      case Wording.Missing _ -> Stream.empty();
      case Wording.Opened(var terms) ->
          Stream.of(terms.from(), terms.until())
              .filter(at -> !at.equals(Instant.MAX))
              .map(at -> new Turn(at, ordinal, place));
    };
  }

  private static boolean names(ConsentRevoked.Scope scope, Held held) {
    return switch (scope) {
      case ConsentRevoked.Scope.One(var consent) -> held.consent().equals(consent);
      case ConsentRevoked.Scope.EveryGrant _ -> held.kind() == Kind.GRANT;
    };
  }

  private void enter(long index) {
    long least = Math.max(nextIndex, sealedSize);
    if (index < least) {
      throw new IllegalArgumentException(
          "entry %d comes too late, the next is at least %d".formatted(index, least));
    }
    nextIndex = index + 1;
  }

  private int admit(PersonTag tag) {
    var known = ordinals.get(tag);
    if (known != null) {
      return known;
    }
    int ordinal = people.size();
    people = people.plus(new Person(tag, List.of()));
    ordinals.put(tag, ordinal);
    return ordinal;
  }

  /// A person from a snapshot, under profile numbers of this fold.
  private void readmit(Person person) {
    int ordinal = admit(person.tag());
    var numbered =
        person.held().stream()
            .map(held -> held.numbered(profiles.number(held.kind(), held.wording())))
            .toList();
    people = people.with(ordinal, new Person(person.tag(), numbered));
    for (int place = 0; place < numbered.size(); place++) {
      var held = numbered.get(place);
      refreshAt(ordinal, place);
      if (held.kind() == Kind.GRANT && held.index() < sealedSize) {
        schedule(held, ordinal, place);
      }
    }
  }

  /// Queues again what a restored fold had still to open, in log order.
  private void awaitSeals() {
    for (int ordinal = 0; ordinal < people.size(); ordinal++) {
      var held = people.get(ordinal).held();
      for (int place = 0; place < held.size(); place++) {
        long index = held.get(place).opensAt();
        if (index >= sealedSize && index != Held.NOT_ENDED) {
          unsealed.add(new Opening(index, ordinal, place));
        }
      }
    }
  }

  private void publish() {
    view = currentView();
  }

  private ConsentView currentView() {
    var nextChange = turns.isEmpty() ? Instant.MAX : turns.first().at();
    return new ConsentView(
        version, asOf, nextChange, sealedSize, people, profiles.sharings(), ordinals);
  }
}
