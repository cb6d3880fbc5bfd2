package org.genogate.ledger.consent;

import java.time.Instant;
import java.util.Set;
import org.genogate.ledger.duo.DataUse;
import org.genogate.ledger.event.DatasetTag;
import org.genogate.ledger.merkle.Hash;

/// What terms say but for their interval and wording. People with the same profile share one
/// evaluation.
record Profile(
    Grantee grantee, Set<DatasetTag> datasets, Set<DataUse> uses, Set<RegionLabel> withheld) {

  /// What a denial says that cannot be read: no to everything.
  static final Profile EVERYTHING =
      new Profile(
          new Grantee.Anyone(),
          Set.of(),
          Set.of(new DataUse.GeneralResearch(), new DataUse.OwnCare()),
          Set.of());

  /// Whether the inquiry lies within this, as a grant.
  boolean permits(Inquiry inquiry) {
    return addresses(inquiry) && uses.stream().anyMatch(use -> use.permits(inquiry.purpose()));
  }

  /// Whether any part of the inquiry lies within this, as a denial.
  boolean overlaps(Inquiry inquiry) {
    return addresses(inquiry) && uses.stream().anyMatch(use -> use.overlaps(inquiry.purpose()));
  }

  ConsentTerms terms(Instant from, Instant until, Hash text) {
    return new ConsentTerms(grantee, datasets, uses, from, until, withheld, text);
  }

  private boolean addresses(Inquiry inquiry) {
    return grantee.includes(inquiry.who())
        && (datasets.isEmpty() || datasets.contains(inquiry.dataset()));
  }
}
