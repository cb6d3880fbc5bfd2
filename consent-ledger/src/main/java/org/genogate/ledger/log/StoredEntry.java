package org.genogate.ledger.log;

import org.genogate.ledger.merkle.Hash;

/// An entry as the log holds it. The arrays must not be changed.
///
/// @param index 0-based
/// @param term who was leading when it was written; rises with each change
/// @param kind as the log was told; whether the entry is what it says, is for the rules
/// @param leaf the entry's leaf hash
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; copies would double the traffic
public record StoredEntry(
    long index, long term, Batch.Kind kind, Hash leaf, byte[] entry, byte[] payload) {}
