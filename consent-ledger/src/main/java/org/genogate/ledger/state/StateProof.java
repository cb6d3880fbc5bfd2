package org.genogate.ledger.state;

import java.util.List;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.merkle.Hash;

/// Shows what a state root says of one person, or that it says nothing of them.
///
/// @param siblings the nodes beside the path, root side first
/// @param terminal what lies at its end
public record StateProof(List<Hash> siblings, Terminal terminal) {

  public StateProof {
    siblings = List.copyOf(siblings);
  }

  /// What a key's path ends at.
  public sealed interface Terminal {
    /// The person's own leaf.
    record Own(PersonValue value) implements Terminal {}

    /// The leaf of somebody else, whose key begins alike: the person has none.
    ///
    /// @param key of the other, a hash of their tag
    /// @param value a hash too
    record Other(Hash key, Hash value) implements Terminal {}

    /// No leaf at all.
    record Nobody() implements Terminal {}
  }

  /// What was proved.
  public sealed interface Proved {
    /// The state holds exactly this of the person.
    record Present(PersonValue value) implements Proved {}

    /// No consent event of the person is in the log that the state was computed from.
    record Absent() implements Proved {}
  }

  /// @param root a state root that the caller has reason to trust, such as a sealed one
  /// @throws InvalidStateProofException if this shows nothing about `person` under `root`
  public Proved verify(Hash root, PersonTag person) throws InvalidStateProofException {
    if (siblings.size() > StateKey.BITS) {
      throw new InvalidStateProofException(
          "a path of %d nodes, longer than a key".formatted(siblings.size()));
    }
    var key = StateKey.of(person);
    if (!rootAbove(key).equals(root)) {
      throw new InvalidStateProofException("the path leads to another root");
    }
    return switch (terminal) {
      case Terminal.Own(var value) -> new Proved.Present(value);
      case Terminal.Other _, Terminal.Nobody _ -> new Proved.Absent();
    };
  }

  private Hash rootAbove(Hash key) throws InvalidStateProofException {
    var path = key.toBytes();
    var hash = terminalHash(key);
    for (int depth = siblings.size() - 1; depth >= 0; depth--) {
      var sibling = siblings.get(depth);
      hash =
          StateKey.goesRight(path, depth)
              ? StateKey.node(sibling, hash)
              : StateKey.node(hash, sibling);
    }
    return hash;
  }

  private Hash terminalHash(Hash key) throws InvalidStateProofException {
    return switch (terminal) {
      case Terminal.Own(var value) -> StateKey.leaf(key, value.hash());
      case Terminal.Nobody() -> Hash.zero();
      case Terminal.Other(var other, var value) -> {
        requireElsewhere(key, other);
        yield StateKey.leaf(other, value);
      }
    };
  }

  /// The other leaf must lie on the person's path, and not be the person's own.
  private void requireElsewhere(Hash key, Hash other) throws InvalidStateProofException {
    if (other.equals(key)) {
      throw new InvalidStateProofException("the person's own leaf shown as another's");
    }
    var mine = key.toBytes();
    var theirs = other.toBytes();
    for (int depth = 0; depth < siblings.size(); depth++) {
      if (StateKey.goesRight(mine, depth) != StateKey.goesRight(theirs, depth)) {
        throw new InvalidStateProofException("the other leaf is not on the person's path");
      }
    }
  }
}
