package org.genogate.cluster.finality;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.genogate.ledger.checkpoint.SignedNote;
import org.genogate.ledger.event.ValidatorName;

/// Notes over more entries than this node has judged: they wait until it has. For one agenda.
final class Early {

  /// How many checkpoints of each sender are kept, the largest ones.
  static final int MOST = 16;

  private final Map<ValidatorName, List<Waiting>> waiting = new TreeMap<>();

  /// One that waits.
  record Waiting(ValidatorName from, long size, SignedNote note) {}

  /// Two texts of one size are both kept: one of them is a fork.
  void keep(ValidatorName from, long size, SignedNote note) {
    var theirs = waiting.computeIfAbsent(from, _ -> new ArrayList<>());
    theirs.removeIf(older -> older.note().text().equals(note.text()));
    theirs.add(new Waiting(from, size, note));
    if (theirs.size() > MOST) {
      theirs.remove(Collections.min(theirs, Comparator.comparingLong(Waiting::size)));
    }
  }

  /// Takes out what speaks of `size` entries or fewer.
  List<Waiting> take(long size) {
    var due = new ArrayList<Waiting>();
    for (List<Waiting> theirs : waiting.values()) {
      theirs.stream().filter(one -> one.size() <= size).forEach(due::add);
      theirs.removeIf(one -> one.size() <= size);
    }
    return due;
  }
}
