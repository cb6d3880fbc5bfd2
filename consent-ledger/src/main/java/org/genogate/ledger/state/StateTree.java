package org.genogate.ledger.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.merkle.Hash;

/// A compact binary sparse Merkle tree: immutable, so that a reader keeps what it holds while the
/// fold goes on. A change copies the nodes on one path.
///
/// A leaf lies at the first depth at which its key's prefix is its own; nothing else has its shape
/// from the order of insertion, so the same people give the same root.
sealed interface StateTree {

  Hash hash();

  /// The tree of nobody.
  static StateTree empty() {
    return new Empty();
  }

  /// Nobody's place; hashes to 32 zero bytes.
  record Empty() implements StateTree {
    @Override
    public Hash hash() {
      return Hash.zero();
    }
  }

  /// One person.
  record Leaf(PersonTag person, Hash key, PersonState state, Hash value, Hash hash)
      implements StateTree {
    static Leaf of(PersonTag person, PersonState state) {
      var key = StateKey.of(person);
      var value = state.value().hash();
      return new Leaf(person, key, state, value, StateKey.leaf(key, value));
    }
  }

  /// The people whose keys go left here, and those whose keys go right.
  record Branch(StateTree left, StateTree right, Hash hash) implements StateTree {
    static Branch of(StateTree left, StateTree right) {
      return new Branch(left, right, StateKey.node(left.hash(), right.hash()));
    }
  }

  /// The tree with this person's state set. O(depth) hashes.
  default StateTree with(PersonTag person, PersonState state) {
    var leaf = Leaf.of(person, state);
    return put(this, leaf, leaf.key().toBytes(), 0);
  }

  private static StateTree put(StateTree at, Leaf leaf, byte[] path, int depth) {
    return switch (at) {
      case Empty() -> leaf;
      case Leaf old when old.key().equals(leaf.key()) -> leaf;
      case Leaf old -> fork(old, leaf, path, depth);
      case Branch(var left, var right, _) ->
          StateKey.goesRight(path, depth)
              ? Branch.of(left, put(right, leaf, path, depth + 1))
              : Branch.of(put(left, leaf, path, depth + 1), right);
    };
  }

  /// Branches down to the first bit in which two keys differ.
  private static StateTree fork(Leaf old, Leaf leaf, byte[] path, int depth) {
    boolean right = StateKey.goesRight(path, depth);
    if (StateKey.goesRight(old.key().toBytes(), depth) != right) {
      return right ? Branch.of(old, leaf) : Branch.of(leaf, old);
    }
    var below = fork(old, leaf, path, depth + 1);
    return right ? Branch.of(empty(), below) : Branch.of(below, empty());
  }

  /// What is known of this person; empty if no event named them.
  default Optional<PersonState> find(PersonTag person) {
    var key = StateKey.of(person);
    return descend(key, new ArrayList<>()) instanceof Leaf leaf && leaf.key().equals(key)
        ? Optional.of(leaf.state())
        : Optional.empty();
  }

  /// Shows what this tree says of this person, or that it says nothing.
  default StateProof prove(PersonTag person) {
    var key = StateKey.of(person);
    List<Hash> siblings = new ArrayList<>();
    var terminal =
        switch (descend(key, siblings)) {
          case Leaf leaf when leaf.key().equals(key) ->
              new StateProof.Terminal.Own(leaf.state().value());
          case Leaf leaf -> new StateProof.Terminal.Other(leaf.key(), leaf.value());
          case Empty() -> new StateProof.Terminal.Nobody();
          case Branch _ -> throw new AssertionError("a path ends below every branch");
        };
    return new StateProof(siblings, terminal);
  }

  /// Follows a key to where it ends, and notes the nodes beside the way.
  private StateTree descend(Hash key, List<Hash> siblings) {
    var path = key.toBytes();
    var at = this;
    for (int depth = 0; at instanceof Branch branch; depth++) {
      boolean right = StateKey.goesRight(path, depth);
      siblings.add((right ? branch.left() : branch.right()).hash());
      at = right ? branch.right() : branch.left();
    }
    return at;
  }

  /// Everybody, in the order of their keys.
  default void forEach(Consumer<Leaf> each) {
    switch (this) {
      case Empty() -> {}
      case Leaf leaf -> each.accept(leaf);
      case Branch(var left, var right, _) -> {
        left.forEach(each);
        right.forEach(each);
      }
    }
  }
}
