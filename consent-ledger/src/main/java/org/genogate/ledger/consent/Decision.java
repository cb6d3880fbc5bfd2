package org.genogate.ledger.consent;

/// What consent says to an inquiry.
public sealed interface Decision {

  /// @param cohort at least one person
  record Allowed(Cohort cohort) implements Decision {
    public Allowed {
      if (cohort.people().isEmpty()) {
        throw new IllegalArgumentException("an allowed cohort holds at least one person");
      }
    }
  }

  record Refused(Reason reason) implements Decision {}
}
