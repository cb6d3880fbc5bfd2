package org.genogate.ledger.log;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/// The batches that were written last, so that neither the applier, nor the publisher, nor a
/// follower that keeps up costs a read, and each leaf is hashed once. One thread writes, any thread
/// asks.
final class Recent {

  private static final long MOST_BYTES = 32 << 20;

  private final ConcurrentSkipListMap<Long, Batch> batches = new ConcurrentSkipListMap<>();
  private long bytes;

  void add(long firstIndex, Batch batch) {
    if (batch.count() == 0) {
      return;
    }
    batches.put(firstIndex, batch);
    bytes += batch.sizeBytes();
    while (bytes > MOST_BYTES) {
      bytes -= batches.pollFirstEntry().getValue().sizeBytes();
    }
  }

  /// The batch of `count` entries that begins at `firstIndex`; empty if it is not held any more.
  Optional<Batch> find(long firstIndex, int count) {
    return Optional.ofNullable(batches.get(firstIndex)).filter(batch -> batch.count() == count);
  }

  /// The entry at `index` and those after it in its batch; none if it is not held any more.
  List<Batch.Item> from(long index) {
    var found = batches.floorEntry(index);
    if (found == null || index >= found.getKey() + found.getValue().count()) {
      return List.of();
    }
    var items = found.getValue().items();
    return items.subList((int) (index - found.getKey()), items.size());
  }

  /// Where the first batch behind `index` begins, or `most` if there is none before that.
  long next(long index, long most) {
    var found = batches.higherKey(index);
    return found == null ? most : Math.min(found, most);
  }

  /// Forgets what was written from `index` on.
  void cut(long index) {
    var gone = batches.tailMap(index, true);
    bytes -= gone.values().stream().mapToLong(Batch::sizeBytes).sum();
    gone.clear();
  }
}
