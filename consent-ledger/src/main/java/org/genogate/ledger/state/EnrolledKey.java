package org.genogate.ledger.state;

import org.genogate.ledger.event.HolderTag;
import org.genogate.ledger.event.KeyRole;
import org.genogate.ledger.key.PublicKey;

/// A key that the log has named.
///
/// @param order counts keys as they were enrolled: a newer key has a higher one
/// @param active false once retired; it stays known, so that it is never enrolled again
record EnrolledKey(PublicKey key, KeyRole role, HolderTag holder, int order, boolean active) {

  EnrolledKey retired() {
    return new EnrolledKey(key, role, holder, order, false);
  }
}
