package org.genogate.cluster.lease;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.genogate.ledger.event.ValidatorName;

/// Whom a leader asks, and whom it has to wait for.
///
/// @param voters those whose majority elects: the newest set that is committed. Two sets that
///   follow each other must differ by one node at most, so that their majorities meet
/// @param former nodes that were members not long ago, or nobody knows how long ago, and may hold a
///   lease still
public record Members(Set<ValidatorName> voters, Set<ValidatorName> former) {

  public Members {
    if (voters.isEmpty()) {
      throw new IllegalArgumentException("a cluster has at least one voter");
    }
    // In one order on every run, so that a simulation can be repeated.
    voters = Collections.unmodifiableSet(new TreeSet<>(voters));
    former = Collections.unmodifiableSet(new TreeSet<>(former));
  }

  public static Members of(Set<ValidatorName> voters) {
    return new Members(voters, Set.of());
  }

  /// These, and everybody of `before` who is no voter now as a former member.
  Members after(Members before) {
    var gone = new TreeSet<>(former);
    gone.addAll(before.voters);
    gone.addAll(before.former);
    gone.removeAll(voters);
    return new Members(voters, gone);
  }

  boolean isAlone(ValidatorName self) {
    return voters.equals(Set.of(self)) && former.isEmpty();
  }
}
