package org.genogate.ledger.log;

/// What the rules say to a draft.
public sealed interface Admission {

  /// It is appended.
  record Admitted() implements Admission {}

  /// It is in the log already: the caller gets the earlier place once that is durable.
  record Duplicate(Committed earlier) implements Admission {}

  /// It is not appended.
  ///
  /// @param reason for the caller, without anything about a person
  record Refused(String reason) implements Admission {}
}
