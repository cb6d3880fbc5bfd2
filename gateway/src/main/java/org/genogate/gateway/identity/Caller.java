package org.genogate.gateway.identity;

import org.genogate.ledger.event.PersonTag;

/// Someone whose token was verified.
public sealed interface Caller {

  /// A named researcher, working for one project. One token, one project.
  record Researcher(String id, String organisation, String project) implements Caller {}

  /// A named clinician of one organisation.
  record Clinician(String id, String organisation) implements Caller {}

  /// A person whose own genome is held here.
  record Person(PersonTag person) implements Caller {}

  /// Whoever holds the data, and signs for people without a key of their own.
  record Custodian(String id) implements Caller {}

  /// Someone who may read the ledger's entries.
  record Auditor(String id) implements Caller {}
}
