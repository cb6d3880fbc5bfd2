package org.genogate.cluster.finality;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.genogate.ledger.checkpoint.SignedNote;
import org.genogate.ledger.event.ValidatorName;

/// Notes over more entries than this node has judged: they wait until it has. For one agenda.
final class Early {

  /// How many checkpoints of each sender are kept, the largest ones.
  static final int MOST = 16;

  private final Map<ValidatorName, TreeMap<Long, SignedNote>> waiting = new HashMap<>();

  /// One that waited.
  record Waiting(ValidatorName from, SignedNote note) {}

  void keep(ValidatorName from, long size, SignedNote note) {
    var theirs = waiting.computeIfAbsent(from, _ -> new TreeMap<>());
    theirs.put(size, note);
    if (theirs.size() > MOST) {
      theirs.pollFirstEntry();
    }
  }

  /// Takes out what speaks of `size` entries or fewer.
  List<Waiting> take(long size) {
    var due = new ArrayList<Waiting>();
    waiting.forEach((from, notes) -> {
      var reached = notes.headMap(size, true);
      reached.values().forEach(note -> due.add(new Waiting(from, note)));
      reached.clear();
    });
    return due;
  }
}
