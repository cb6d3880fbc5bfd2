package org.genogate.ledger.log;

/// An operation of the ordering, and where in the segments its mark lies.
record Operation(OrderedStore.Mark mark, Segment segment, int offset) {}
