package org.genogate.ledger.state;

import org.genogate.ledger.merkle.Hash;

/// What the ledger's rules say of an entry that wants to be the next.
public sealed interface Verdict {

  /// It may be appended.
  record Sound() implements Verdict {}

  /// The same event is in the log already: nothing is to be done.
  record Seen(long index, Hash leaf) implements Verdict {}

  /// It breaks a rule.
  ///
  /// @param reason for a log or an answer; names no person and no key
  record Broken(String reason) implements Verdict {}
}
