package org.genogate.ledger.checkpoint;

import java.util.List;
import java.util.Set;

/// Who must sign: a tree of groups, with witnesses at its leaves.
sealed interface Quorum {

  boolean isMetBy(Set<String> signers);

  /// Whether two sets of witnesses that have nobody in common can both be enough.
  ///
  /// The members of a group share no witness, so each member is on one side, on the other, or on
  /// both sides if it splits itself.
  boolean splits();

  /// Nobody.
  record None() implements Quorum {
    @Override
    public boolean isMetBy(Set<String> signers) {
      return true;
    }

    @Override
    public boolean splits() {
      return true;
    }
  }

  /// This one.
  record Witness(String name) implements Quorum {
    @Override
    public boolean isMetBy(Set<String> signers) {
      return signers.contains(name);
    }

    @Override
    public boolean splits() {
      return false;
    }
  }

  /// So many of these.
  ///
  /// @param members without a witness in common
  record Group(int wanted, List<Quorum> members) implements Quorum {

    public Group {
      members = List.copyOf(members);
    }

    @Override
    public boolean isMetBy(Set<String> signers) {
      return members.stream().filter(member -> member.isMetBy(signers)).count() >= wanted;
    }

    /// Each side needs `wanted` members; there are as many to give as there are members, and once
    /// more those that split.
    @Override
    public boolean splits() {
      return members.size() + members.stream().filter(Quorum::splits).count() >= 2L * wanted;
    }
  }
}
