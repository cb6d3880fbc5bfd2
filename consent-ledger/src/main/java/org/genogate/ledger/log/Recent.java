package org.genogate.ledger.log;

import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/// The batches that were written last, so that neither the applier nor a follower that keeps up
/// costs a read. One thread writes, any thread asks.
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

  /// Forgets what was written from `index` on.
  void cut(long index) {
    var gone = batches.tailMap(index, true);
    bytes -= gone.values().stream().mapToLong(Batch::sizeBytes).sum();
    gone.clear();
  }
}
