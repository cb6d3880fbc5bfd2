package org.genogate.ledger.state;

import java.util.ArrayList;
import java.util.List;
import org.genogate.ledger.cbor.CborWriter;
import org.genogate.ledger.event.DestroyedBy;
import org.genogate.ledger.merkle.Hash;

/// What became of a person's key.
public sealed interface Erasure {

  /// Nobody ordered that it be destroyed.
  record NotOrdered() implements Erasure {}

  /// It is to be destroyed everywhere.
  ///
  /// @param order leaf hash of the first entry that said so
  /// @param done which nodes said that they did, in the order of the log
  record Ordered(Hash order, List<DestroyedBy> done) implements Erasure {
    public Ordered {
      done = List.copyOf(done);
    }

    Ordered and(DestroyedBy another) {
      var all = new ArrayList<>(done);
      all.add(another);
      return new Ordered(order, all);
    }

    /// `[order, * name]`; the name of a node that keeps the log alone is empty.
    void write(CborWriter out) {
      out.array(1 + done.size()).bytes(order.toBytes());
      for (var by : done) {
        switch (by) {
          case DestroyedBy.Validator(var name) -> out.text(name.value());
          case DestroyedBy.Alone() -> out.text("");
        }
      }
    }
  }
}
