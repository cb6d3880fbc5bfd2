package org.genogate.ledger.consent;

import java.util.ArrayList;
import java.util.List;
import org.genogate.ledger.event.PersonTag;

/// A person and all their grants and denials, in log order. The place of one in the list never
/// changes.
record Person(PersonTag tag, List<Held> held) {

  Person {
    held = List.copyOf(held);
  }

  Person plus(Held another) {
    var all = new ArrayList<>(held);
    all.add(another);
    return new Person(tag, all);
  }

  Person with(int place, Held changed) {
    var all = new ArrayList<>(held);
    all.set(place, changed);
    return new Person(tag, all);
  }
}
