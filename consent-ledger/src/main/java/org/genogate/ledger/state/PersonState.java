package org.genogate.ledger.state;

import java.util.ArrayList;
import java.util.List;
import org.genogate.ledger.event.ConsentId;
import org.genogate.ledger.event.DestroyedBy;
import org.genogate.ledger.merkle.Hash;
import org.genogate.ledger.merkle.MerkleTree;

/// What the log says of one person.
///
/// @param standing grants and denials not taken back, in the order they were given
/// @param grants how many there ever were; likewise `denials` and `revocations`
/// @param lastEvent leaf hash of this person's newest consent event, or [Hash#zero()]: what the
///   next grant or denial has to name
public record PersonState(
    List<StandingConsent> standing,
    long grants,
    long denials,
    long revocations,
    Hash lastEvent,
    Erasure erasure) {

  public PersonState {
    standing = List.copyOf(standing);
  }

  /// Of a person whom no consent event ever named.
  static PersonState unheardOf() {
    return new PersonState(List.of(), 0, 0, 0, Hash.zero(), new Erasure.NotOrdered());
  }

  public long events() {
    return grants + denials + revocations;
  }

  /// What a [StateProof] of this person shows.
  public PersonValue value() {
    var root = MerkleTree.root(standing.stream().map(StandingConsent::leaf).toList());
    return new PersonValue(root, grants, denials, revocations, events(), lastEvent, erasure);
  }

  PersonState with(StandingConsent consent, Hash leaf) {
    var all = new ArrayList<>(standing);
    all.add(consent);
    return switch (consent.kind()) {
      case GRANT -> new PersonState(all, grants + 1, denials, revocations, leaf, erasure);
      case DENIAL -> new PersonState(all, grants, denials + 1, revocations, leaf, erasure);
    };
  }

  PersonState without(ConsentId consent, Hash leaf) {
    var rest = standing.stream().filter(one -> !one.consent().equals(consent)).toList();
    return new PersonState(rest, grants, denials, revocations + 1, leaf, erasure);
  }

  PersonState withoutGrants(Hash leaf) {
    return new PersonState(denied(), grants, denials, revocations + 1, leaf, erasure);
  }

  /// No grant stands any more. The first order counts; another one changes nothing.
  ///
  /// @param order leaf hash of the entry
  PersonState erased(Hash order) {
    var ordered =
        switch (erasure) {
          case Erasure.NotOrdered() -> new Erasure.Ordered(order, List.of());
          case Erasure.Ordered before -> before;
        };
    return new PersonState(denied(), grants, denials, revocations, lastEvent, ordered);
  }

  PersonState keyDestroyed(DestroyedBy by) {
    var after =
        switch (erasure) {
          case Erasure.NotOrdered none -> none;
          case Erasure.Ordered ordered -> ordered.and(by);
        };
    return new PersonState(standing, grants, denials, revocations, lastEvent, after);
  }

  private List<StandingConsent> denied() {
    return standing.stream().filter(one -> one.kind() == StandingConsent.Kind.DENIAL).toList();
  }
}
