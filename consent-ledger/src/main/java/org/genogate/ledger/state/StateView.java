package org.genogate.ledger.state;

import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.merkle.Hash;

/// The public state after the first `size` entries. Immutable: any thread may keep and read it.
public final class StateView {

  private final long size;
  private final StateTree people;

  StateView(long size, StateTree people) {
    this.size = size;
    this.people = people;
  }

  /// How many entries it covers.
  public long size() {
    return size;
  }

  /// What a seal after these entries says.
  public Hash root() {
    return people.hash();
  }

  /// What the entries say of this person: nothing counted and nothing standing if they never named
  /// them.
  public PersonState person(PersonTag person) {
    return people.find(person).orElseGet(PersonState::unheardOf);
  }

  /// Membership or absence under [#root()]; O(log people) hashes.
  public StateProof prove(PersonTag person) {
    return people.prove(person);
  }

  StateTree people() {
    return people;
  }
}
