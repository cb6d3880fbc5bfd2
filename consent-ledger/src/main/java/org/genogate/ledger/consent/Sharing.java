package org.genogate.ledger.consent;

/// One profile and the people who have it, at the view's instant.
///
/// @param granting those with a grant of this profile in force
/// @param denying those with a standing denial of this profile
record Sharing(Profile profile, PeopleSet granting, PeopleSet denying) {

  static Sharing ofNobody(Profile profile) {
    return new Sharing(profile, PeopleSet.none(), PeopleSet.none());
  }
}
