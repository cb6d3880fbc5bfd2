package org.genogate.ledger.state;

import org.genogate.ledger.merkle.Hash;

/// Where an event id was used, and for what.
///
/// @param body digest of the event without its signatures
record SeenEvent(long index, Hash leaf, Hash body) {}
