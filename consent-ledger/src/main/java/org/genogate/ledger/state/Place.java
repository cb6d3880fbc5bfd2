package org.genogate.ledger.state;

import org.genogate.ledger.merkle.Hash;

/// Where an entry without signatures stands. Its leaf says all of it: the same body, the same leaf.
record Place(long index, Hash leaf) {}
