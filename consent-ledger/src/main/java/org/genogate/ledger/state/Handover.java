package org.genogate.ledger.state;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.genogate.ledger.checkpoint.Policy;
import org.genogate.ledger.checkpoint.VerifierKey;

/// Compares the policy that ends with the one that begins.
final class Handover {

  /// More validators than a policy may have: 2^16 divisions of them are looked through.
  static final int MOST_COMPARED = 16;

  private Handover() {}

  /// Whether every quorum of `from` shares a cosigner's key with every quorum of `to`. If not, a
  /// checkpoint of the old epoch and one of the new that contradict each other may both be final,
  /// with no key having signed both.
  ///
  /// @param from of at most [#MOST_COMPARED] Ed25519 witnesses, who alone count for its quorum
  static boolean everyQuorumMeets(Policy from, Policy to) {
    var shared = new ArrayList<String>();
    var old = new HashSet<String>();
    from.witnesses()
        .forEach((name, key) -> {
          if (key.kind() == VerifierKey.Kind.COSIGNER) {
            (key.equals(to.witnesses().get(name)) ? shared : old).add(name);
          }
        });
    var fresh = new HashSet<>(to.witnesses().keySet());
    shared.forEach(fresh::remove);
    if (shared.size() > MOST_COMPARED) {
      throw new IllegalArgumentException("too many witnesses to compare: " + shared.size());
    }
    // Whoever is in one policy alone helps that side and harms nothing; the others are divided.
    for (int division = 0; division < 1 << shared.size(); division++) {
      if (from.isMetBy(side(shared, division, old)) && to.isMetBy(side(shared, ~division, fresh))) {
        return false;
      }
    }
    return true;
  }

  private static Set<String> side(List<String> shared, int division, Set<String> own) {
    var side = new HashSet<>(own);
    for (int i = 0; i < shared.size(); i++) {
      if ((division >> i & 1) == 1) {
        side.add(shared.get(i));
      }
    }
    return side;
  }
}
