package org.genogate.ledger.receipt;

import org.genogate.ledger.consent.Cohort;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.merkle.Hash;

/// Whose data an access may cover, as its sealed payload says. A cohort is written once, with the
/// first access that uses it.
public sealed interface CohortReference {

  /// The cohort itself.
  record Whole(Cohort cohort) implements CohortReference {}

  /// A cohort that an earlier access wrote.
  ///
  /// @param key [Cohort#key()]
  record Known(Hash key) implements CohortReference {}

  /// One person, who need not have any consent: their own data, or a clinician's question.
  record OnePerson(PersonTag person) implements CohortReference {}
}
