package org.genogate.ledger;

import org.genogate.ledger.consent.ConsentView;
import org.genogate.ledger.merkle.Hash;

/// What the ledger said at one committed size. Immutable, and cheap to hold.
///
/// @param size entries committed
/// @param stateRoot the public fold's root over them
/// @param consent who allows what, by them
public record LedgerView(long size, Hash stateRoot, ConsentView consent) {}
