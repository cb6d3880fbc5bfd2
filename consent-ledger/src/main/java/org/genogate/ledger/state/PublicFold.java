package org.genogate.ledger.state;

import java.util.List;
import java.util.Optional;
import org.genogate.ledger.event.AccessId;
import org.genogate.ledger.event.ConsentId;
import org.genogate.ledger.event.DatasetTag;
import org.genogate.ledger.event.Entry;
import org.genogate.ledger.event.Event.AccessClosed;
import org.genogate.ledger.event.Event.AccessOpened;
import org.genogate.ledger.event.Event.AccessRefused;
import org.genogate.ledger.event.Event.BlockSealed;
import org.genogate.ledger.event.Event.ConsentDenied;
import org.genogate.ledger.event.Event.ConsentGranted;
import org.genogate.ledger.event.Event.ConsentRevoked;
import org.genogate.ledger.event.Event.DatasetPublished;
import org.genogate.ledger.event.Event.EquivocationProven;
import org.genogate.ledger.event.Event.ErasureDone;
import org.genogate.ledger.event.Event.ErasureOrdered;
import org.genogate.ledger.event.Event.Genesis;
import org.genogate.ledger.event.Event.KeyEnrolled;
import org.genogate.ledger.event.Event.KeyRetired;
import org.genogate.ledger.event.Event.PolicyChanged;
import org.genogate.ledger.event.Event.ReleaseEndorsed;
import org.genogate.ledger.event.Event.ReleaseRequested;
import org.genogate.ledger.event.Event.SealRefused;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.event.ReleaseId;
import org.genogate.ledger.event.RequesterTag;
import org.genogate.ledger.key.KeyId;
import org.genogate.ledger.merkle.Hash;

/// Applies entries in log order and judges the next one.
///
/// Belongs to one thread, the log's writer; other threads read a [StateView]. An entry counts here
/// from [#apply] on, so a writer that judges entries before they are committed publishes the view
/// of a batch only once that batch is, takes back with [#rewind] what never will be, and calls
/// [#settle] for the rest.
public final class PublicFold {

  private final FoldState state;
  private final Rules rules;

  private PublicFold(FoldState state) {
    this.state = state;
    this.rules = new Rules(state);
  }

  /// The fold of a log without entries.
  public static PublicFold empty(String origin) {
    return new PublicFold(new FoldState(origin));
  }

  /// Whether `entry` may be the next. Verifies its signature, and changes nothing.
  public Verdict check(Entry entry) {
    return rules.judge(entry);
  }

  /// Takes in the next entry, of which [#check] said that it is [Verdict.Sound]. Does not check
  /// again: replaying one's own log is a hundred times faster without its signatures.
  ///
  /// @param index must be [#size()]
  /// @param leaf the entry's leaf hash
  public void apply(long index, Hash leaf, Entry entry) {
    if (index != state.size) {
      throw new IllegalArgumentException(
          "entry %d, where %d comes next".formatted(index, state.size));
    }
    for (var id : Rules.ids(entry.event())) {
      state.remember(id, new SeenEvent(index, leaf, entry.bodyDigest()));
    }
    var place = new Place(index, leaf);
    RecentEvents.Key.of(entry.event()).ifPresent(key -> state.recent.add(key, place));
    switch (entry.event()) {
      case Genesis e -> {
        state.begin(new Epoch(0, e.validators(), e.policy(), e.endorsements()));
        e.keys().forEach(this::enroll);
      }
      case PolicyChanged e ->
          state.begin(new Epoch(e.epoch(), e.validators(), e.policy(), e.endorsements()));
      case KeyEnrolled e -> enroll(e);
      case KeyRetired e -> state.retire(e.key());
      case DatasetPublished e -> state.publish(e.dataset(), e.version());
      case ConsentGranted e ->
          give(e.person(), StandingConsent.Kind.GRANT, e.consent(), e.commitment(), leaf);
      case ConsentDenied e ->
          give(e.person(), StandingConsent.Kind.DENIAL, e.consent(), e.commitment(), leaf);
      case ConsentRevoked e -> revoke(e, leaf);
      case ErasureOrdered e -> state.setPerson(e.person(), state.person(e.person()).erased(leaf));
      case ErasureDone e ->
          state.setPerson(e.person(), state.person(e.person()).keyDestroyed(e.by()));
      case AccessOpened e -> state.open(e.access(), place);
      case AccessClosed e -> state.close(e.access());
      case AccessRefused _, EquivocationProven _, SealRefused _ -> {}
      case BlockSealed e -> state.setSeal(new SealMark(e.block(), index, leaf, e.time()));
      case ReleaseRequested e -> request(e, index, entry.bodyDigest());
      case ReleaseEndorsed e -> endorse(e, entry);
    }
    state.size = index + 1;
    state.undo.endEntry();
  }

  /// Passes over the next entry, which is committed although it breaks the rules: it has no effect.
  ///
  /// @param index must be [#size()]
  public void skip(long index) {
    if (index != state.size) {
      throw new IllegalArgumentException(
          "entry %d, where %d comes next".formatted(index, state.size));
    }
    state.size = index + 1;
    state.undo.endEntry();
  }

  /// Takes back every entry from index `size` on, newest first: what remains is, to the byte of its
  /// snapshot, what it was when `size` entries were applied.
  ///
  /// @throws IllegalArgumentException if there are fewer entries, or [#settle] said that this many
  ///   are never taken back
  public void rewind(long size) {
    if (size > state.size || size < state.size - state.undo.size()) {
      throw new IllegalArgumentException(
          "cannot go back to %d entries of %d, of which %d are settled"
              .formatted(size, state.size, state.size - state.undo.size()));
    }
    while (state.size > size) {
      state.undo.undoNewest();
      state.size--;
    }
  }

  /// Entries below `size` are never taken back: what [#rewind] would need for them is dropped.
  /// Until this is called each entry keeps some hundred bytes, a consent event its old path in the
  /// state tree too.
  ///
  /// @throws IllegalArgumentException if fewer entries were applied
  public void settle(long size) {
    if (size > state.size) {
      throw new IllegalArgumentException(
          "cannot settle %d entries of %d".formatted(size, state.size));
    }
    while (state.size - state.undo.size() < size) {
      state.undo.forgetOldest();
    }
  }

  private void enroll(KeyEnrolled event) {
    state.enroll(
        new EnrolledKey(event.key(), event.role(), event.holder(), state.keys().size(), true));
  }

  private void give(
      PersonTag person, StandingConsent.Kind kind, ConsentId consent, Hash commitment, Hash leaf) {
    state.useConsent(consent);
    var given = new StandingConsent(kind, consent, commitment);
    state.setPerson(person, state.person(person).with(given, leaf));
  }

  private void revoke(ConsentRevoked event, Hash leaf) {
    var before = state.person(event.person());
    var after =
        switch (event.scope()) {
          case ConsentRevoked.Scope.One(var consent) -> before.without(consent, leaf);
          case ConsentRevoked.Scope.EveryGrant() -> before.withoutGrants(leaf);
        };
    state.setPerson(event.person(), after);
  }

  private void request(ReleaseRequested event, long index, Hash digest) {
    state.setRelease(
        new Release(
            event.release(),
            event.requester(),
            event.datasets(),
            event.purpose(),
            event.commitment(),
            index,
            digest,
            List.of()));
  }

  private void endorse(ReleaseEndorsed event, Entry entry) {
    state
        .release(event.release())
        .ifPresent(release -> {
          for (var signature : entry.signatures()) {
            state
                .key(signature.key())
                .map(key -> new Release.Endorser(event.role(), key.holder()))
                .ifPresent(endorser -> state.setRelease(release.endorsedBy(endorser)));
          }
        });
  }

  /// How many entries were applied.
  public long size() {
    return state.size;
  }

  /// What readers may keep.
  public StateView view() {
    return new StateView(state.size, state.people());
  }

  /// What a seal that comes next must say.
  public Hash stateRoot() {
    return state.people().hash();
  }

  /// See [StateView#person].
  public PersonState person(PersonTag person) {
    return state.person(person);
  }

  /// See [StateView#prove].
  public StateProof prove(PersonTag person) {
    return state.people().prove(person);
  }

  /// Whether the log ever enrolled this key, retired or not.
  public boolean knowsKey(KeyId key) {
    return state.knowsKey(key);
  }

  /// Whether this person has a key of their own that may sign, so that no custodian gives consent
  /// for them.
  public boolean hasOwnKey(PersonTag person) {
    return state.hasOwnKey(person);
  }

  /// Who keeps the log now. Its number is what a seal that comes next must say.
  public Epoch epoch() {
    return state.epoch();
  }

  /// Every epoch so far, oldest first; none before the genesis.
  public List<Epoch> epochs() {
    return List.copyOf(state.epochs());
  }

  public Optional<Release> release(ReleaseId id) {
    return state.release(id);
  }

  /// Every release that was ever asked for, oldest first.
  public List<Release> releases() {
    return List.copyOf(state.releases());
  }

  /// The releases of this dataset to this requester to which all agreed that have to by now. O(all
  /// releases).
  public List<Release> completeReleases(DatasetTag dataset, RequesterTag requester) {
    return state.releases().stream()
        .filter(release -> release.requester().equals(requester))
        .filter(release -> release.datasets().contains(dataset))
        .filter(release -> release.isComplete(state.epoch().endorsements()))
        .toList();
  }

  /// Accesses that no entry closed yet, oldest first.
  public List<AccessId> openAccesses() {
    return List.copyOf(state.openAccesses().values());
  }

  /// All of this, so that a start can go on from here. The same entries give the same bytes.
  public byte[] snapshot() {
    return SnapshotWriter.write(state);
  }

  /// @throws CorruptSnapshotException if `snapshot` is not whole
  public static PublicFold restore(byte[] snapshot) throws CorruptSnapshotException {
    return new PublicFold(SnapshotReader.read(snapshot));
  }
}
