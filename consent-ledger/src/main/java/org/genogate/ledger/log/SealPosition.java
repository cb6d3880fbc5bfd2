package org.genogate.ledger.log;

import org.genogate.ledger.merkle.Hash;

/// Where a seal is about to stand.
///
/// @param block how many seals there were before
/// @param previousSeal the leaf hash of the seal before, or [Hash#zero()]
/// @param firstIndex the first entry since the seal before
/// @param index the seal's own index; the checkpoint's size is one more
public record SealPosition(long block, Hash previousSeal, long firstIndex, long index) {}
