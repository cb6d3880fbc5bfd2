package org.genogate.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.genogate.ledger.event.DestroyedBy;
import org.genogate.ledger.event.PersonTag;

/// That a person's key is to be destroyed on every node, and which nodes have said that they did.
///
/// @param index of the first entry that ordered it
/// @param time when that was signed
/// @param done in log order
record OrderedErasure(PersonTag person, long index, Instant time, List<DestroyedBy> done) {

  OrderedErasure {
    done = List.copyOf(done);
  }

  OrderedErasure and(DestroyedBy by) {
    var all = new ArrayList<>(done);
    all.add(by);
    return new OrderedErasure(person, index, time, all);
  }
}
