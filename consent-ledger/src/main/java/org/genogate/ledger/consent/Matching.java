package org.genogate.ledger.consent;

import java.time.Instant;
import java.util.Set;

/// What each profile says to one inquiry, found once for each profile that is asked about. Not for
/// more than one thread.
final class Matching {

  private static final byte YES = 1;
  private static final byte NO = 2;

  private final Inquiry inquiry;
  private final PersistentList<Sharing> sharings;
  private final byte[] permits;
  private final byte[] overlaps;

  Matching(Inquiry inquiry, PersistentList<Sharing> sharings) {
    this.inquiry = inquiry;
    this.sharings = sharings;
    this.permits = new byte[sharings.size()];
    this.overlaps = new byte[sharings.size()];
  }

  boolean allows(Held held, long sealedSize, Instant at) {
    return held.grants(sealedSize, at) && permits(held.profile());
  }

  boolean refuses(Held held, long sealedSize) {
    return held.denies(sealedSize) && overlaps(held.profile());
  }

  /// What a grant that [#allows] holds back.
  Set<RegionLabel> withheld(Held held) {
    return sharings.get(held.profile()).profile().withheld();
  }

  private boolean permits(int profile) {
    if (permits[profile] == 0) {
      permits[profile] = sharings.get(profile).profile().permits(inquiry) ? YES : NO;
    }
    return permits[profile] == YES;
  }

  private boolean overlaps(int profile) {
    if (overlaps[profile] == 0) {
      overlaps[profile] = sharings.get(profile).profile().overlaps(inquiry) ? YES : NO;
    }
    return overlaps[profile] == YES;
  }
}
