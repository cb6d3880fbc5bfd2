package org.genogate.ledger.state;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SequencedMap;

/// How to take back the newest entries, one record for each.
///
/// A map that is changed through here has its order back too when the changes are undone: what was
/// added last is removed first, and what replaced something left it in its place.
final class UndoLog {

  private final Deque<List<Runnable>> entries = new ArrayDeque<>();
  private List<Runnable> current = new ArrayList<>();
  private boolean recording = true;

  /// Notes what takes back the change that is made now.
  void record(Runnable inverse) {
    if (recording) {
      current.add(inverse);
    }
  }

  /// Nothing is noted until [#resume]: what a snapshot holds belongs to no entry.
  void pause() {
    recording = false;
  }

  void resume() {
    recording = true;
  }

  /// Sets `key` in a map whose order is that of insertion.
  <K, V> void put(SequencedMap<K, V> map, K key, V value) {
    var before = map.put(key, value);
    record(before == null ? () -> map.remove(key) : () -> map.put(key, before));
  }

  /// What was changed since the last call is one entry's.
  void endEntry() {
    entries.addLast(List.copyOf(current));
    current = new ArrayList<>();
  }

  /// How many entries can be undone.
  int size() {
    return entries.size();
  }

  void undoNewest() {
    entries.removeLast().reversed().forEach(Runnable::run);
  }

  void forgetOldest() {
    entries.removeFirst();
  }
}
