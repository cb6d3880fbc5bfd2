package org.genogate.ledger;

import java.time.Instant;
import org.genogate.ledger.merkle.Hash;

/// An event that is committed.
///
/// @param index 0-based place in the log
/// @param at when this node learnt of the commit
public record Recorded(long index, Hash leaf, Instant at) {}
