package org.genogate.ledger.consent;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/// A decision under construction: who grants, who denies, who withholds what. Not for more than one
/// thread.
final class CohortDecision {

  private final long version;
  private final Inquiry inquiry;
  private final PeopleBits granting = new PeopleBits();
  private final PeopleBits denying = new PeopleBits();
  private final Map<RegionLabel, PeopleBits> withholding = new TreeMap<>();

  CohortDecision(long version, Inquiry inquiry) {
    this.version = version;
    this.inquiry = inquiry;
  }

  /// Everybody, by the sets that each profile keeps.
  void addProfiles(PersistentList<Sharing> sharings) {
    for (int i = 0; i < sharings.size(); i++) {
      var sharing = sharings.get(i);
      var profile = sharing.profile();
      if (!sharing.granting().isEmpty() && profile.permits(inquiry)) {
        granting.addAll(sharing.granting());
        for (var label : profile.withheld()) {
          withholding(label).addAll(sharing.granting());
        }
      }
      if (!sharing.denying().isEmpty() && profile.overlaps(inquiry)) {
        denying.addAll(sharing.denying());
      }
    }
  }

  /// One person, by each grant and denial.
  void addPerson(int ordinal, Person person, Matching matching, long sealedSize, Instant at) {
    for (var held : person.held()) {
      if (matching.refuses(held, sealedSize)) {
        denying.add(ordinal);
      } else if (matching.allows(held, sealedSize, at)) {
        granting.add(ordinal);
        for (var label : matching.withheld(held)) {
          withholding(label).add(ordinal);
        }
      }
    }
  }

  /// Whoever of `within` grants and does not deny. A region is withheld if any of a person's
  /// matching grants withholds it: what one grant holds back, another must not open unasked.
  Decision among(PeopleSet within) {
    var allowed = granting.toSet().and(within).minus(denying.toSet());
    if (allowed.isEmpty()) {
      return new Decision.Refused(Reason.NO_CONSENT);
    }
    var withheld = new TreeMap<RegionLabel, PeopleSet>();
    withholding.forEach((label, bits) -> {
      var holders = bits.toSet().and(allowed);
      if (!holders.isEmpty()) {
        withheld.put(label, holders);
      }
    });
    return new Decision.Allowed(new Cohort(allowed, withheld, version));
  }

  private PeopleBits withholding(RegionLabel label) {
    return withholding.computeIfAbsent(label, _ -> new PeopleBits());
  }
}
