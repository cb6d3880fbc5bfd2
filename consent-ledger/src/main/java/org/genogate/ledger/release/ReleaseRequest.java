package org.genogate.ledger.release;

import java.util.random.RandomGenerator;
import org.genogate.ledger.event.Entry;
import org.genogate.ledger.event.Event.ReleaseEndorsed;
import org.genogate.ledger.event.Event.ReleaseRequested;
import org.genogate.ledger.event.EventId;
import org.genogate.ledger.event.KeyRole;
import org.genogate.ledger.event.ReleaseId;
import org.genogate.ledger.key.SigningKey;
import org.genogate.ledger.receipt.Salt;

/// A request for a release, opened: everything that somebody has to see before they agree, and
/// nothing that needs a node.
///
/// There is none whose terms are not those that its entry commits to. Whether the entry stands on
/// the log is not known here: an endorsement names the request by its digest, and counts on that
/// log for that request alone.
///
/// @param origin of the log
/// @param entry the request as it stands on the log
/// @param salt opens its commitment
public record ReleaseRequest(String origin, Entry entry, Salt salt, ReleaseTerms terms) {

  /// @throws IllegalArgumentException if the entry asks for no release, or for one on other terms
  public ReleaseRequest {
    var event = event(entry);
    if (!salt.commit(terms.encode()).equals(event.commitment())) {
      throw new IllegalArgumentException("the terms are not those that the entry commits to");
    }
  }

  public ReleaseId release() {
    return event().release();
  }

  public ReleaseRequested event() {
    return event(entry);
  }

  private static ReleaseRequested event(Entry entry) {
    if (entry.event() instanceof ReleaseRequested event) {
      return event;
    }
    throw new IllegalArgumentException("the entry asks for no release");
  }

  /// The signed entry by which the holder of `key` agrees to exactly this.
  public Entry endorsedBy(SigningKey key, KeyRole role, RandomGenerator random) {
    var endorsement =
        new ReleaseEndorsed(EventId.random(random), release(), role, entry.bodyDigest());
    return Entry.unsigned(endorsement).signedBy(origin, key);
  }
}
