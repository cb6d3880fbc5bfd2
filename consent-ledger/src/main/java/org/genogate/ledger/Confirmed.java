package org.genogate.ledger;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/// Which of the nodes that keep a ledger cosigned a checkpoint, as far as this node has seen.
///
/// @param by their names
/// @param of how many keep the ledger; 0 if one keeps it alone, and nobody cosigns
/// @param policy which says their keys, as a C2SP tlog-policy
public record Confirmed(SortedSet<String> by, int of, String policy) {
  public Confirmed {
    by = Collections.unmodifiableSortedSet(new TreeSet<>(by));
  }

  /// Nothing is known of any cosignature.
  static Confirmed byNobody() {
    return new Confirmed(new TreeSet<>(), 0, "");
  }
}
