package org.genogate.ledger.log;

import org.genogate.ledger.merkle.Hash;

/// The place of an entry that is durable.
///
/// @param index 0-based
/// @param leaf the entry's leaf hash
public record Committed(long index, Hash leaf) {}
