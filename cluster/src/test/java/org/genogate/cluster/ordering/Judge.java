package org.genogate.cluster.ordering;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.log.Batch;

/// Watches what all nodes say, and objects when two of them, or one of them twice, contradict.
final class Judge {

  /// Which entry each node said is committed at an index.
  private final Map<Long, Long> committed = new HashMap<>();

  private final Map<Long, Long> acknowledged = new HashMap<>();
  private final Set<Long> surelyNot = new HashSet<>();
  private final Set<Long> ever = new HashSet<>();
  private final Map<Long, ValidatorName> leaders = new HashMap<>();

  static long id(Batch.Item item) {
    return ByteBuffer.wrap(item.draft().entry()).getLong();
  }

  void committed(ValidatorName node, long index, long id) {
    Long before = committed.putIfAbsent(index, id);
    if (before != null && before != id) {
      throw new AssertionError(
          node + " has " + id + " committed at " + index + ", another had " + before);
    }
    if (before == null && !ever.add(id)) {
      throw new AssertionError("entry " + id + " is committed twice, again at " + index);
    }
    if (surelyNot.contains(id)) {
      throw new AssertionError("entry " + id + " was said not to be ordered");
    }
  }

  void leading(ValidatorName node, long term) {
    var before = leaders.putIfAbsent(term, node);
    if (before != null && !before.equals(node)) {
      throw new AssertionError(before + " and " + node + " lead in term " + term);
    }
  }

  /// @param copies on how many disks it is durable
  void acknowledged(long index, long id, int copies, int needed) {
    if (!Long.valueOf(id).equals(committed.get(index))) {
      throw new AssertionError("entry " + id + " is acknowledged and was not said to be committed");
    }
    if (copies < needed) {
      throw new AssertionError(
          "entry " + id + " is acknowledged and durable on " + copies + ", not " + needed);
    }
    acknowledged.put(index, id);
  }

  void notOrdered(long id) {
    if (ever.contains(id)) {
      throw new AssertionError("entry " + id + " is committed and said not to be ordered");
    }
    surelyNot.add(id);
  }

  Map<Long, Long> acknowledged() {
    return acknowledged;
  }

  Map<Long, Long> committed() {
    return committed;
  }
}
