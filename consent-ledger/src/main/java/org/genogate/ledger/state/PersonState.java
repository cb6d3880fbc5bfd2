package org.genogate.ledger.state;

import java.util.ArrayList;
import java.util.List;
import org.genogate.ledger.event.ConsentId;
import org.genogate.ledger.merkle.Hash;
import org.genogate.ledger.merkle.MerkleTree;

/// What the log says of one person.
///
/// @param standing grants and denials not taken back, in the order they were given
/// @param grants how many there ever were; likewise `denials` and `revocations`
/// @param lastEvent leaf hash of this person's newest consent event, or [Hash#zero()]: what the
///   next grant or denial has to name
public record PersonState(
    List<StandingConsent> standing, long grants, long denials, long revocations, Hash lastEvent) {

  public PersonState {
    standing = List.copyOf(standing);
  }

  /// Of a person whom no consent event ever named.
  static PersonState unheardOf() {
    return new PersonState(List.of(), 0, 0, 0, Hash.zero());
  }

  public long events() {
    return grants + denials + revocations;
  }

  /// What a [StateProof] of this person shows.
  public PersonValue value() {
    var root = MerkleTree.root(standing.stream().map(StandingConsent::leaf).toList());
    return new PersonValue(root, grants, denials, revocations, events(), lastEvent);
  }

  PersonState with(StandingConsent consent, Hash leaf) {
    var all = new ArrayList<>(standing);
    all.add(consent);
    return switch (consent.kind()) {
      case GRANT -> new PersonState(all, grants + 1, denials, revocations, leaf);
      case DENIAL -> new PersonState(all, grants, denials + 1, revocations, leaf);
    };
  }

  PersonState without(ConsentId consent, Hash leaf) {
    var rest = standing.stream().filter(one -> !one.consent().equals(consent)).toList();
    return new PersonState(rest, grants, denials, revocations + 1, leaf);
  }

  PersonState withoutGrants(Hash leaf) {
    var denied =
        standing.stream().filter(one -> one.kind() == StandingConsent.Kind.DENIAL).toList();
    return new PersonState(denied, grants, denials, revocations + 1, leaf);
  }
}
