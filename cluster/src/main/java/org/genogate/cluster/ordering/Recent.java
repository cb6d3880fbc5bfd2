package org.genogate.cluster.ordering;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.genogate.ledger.log.Batch;

/// The batches that were written last, so that followers who keep up cost no read.
///
/// Not thread-safe.
final class Recent {

  private final long mostBytes;
  private final Map<Long, Batch> batches = new HashMap<>();
  private long first = 1;
  private long last;
  private long bytes;

  Recent(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  void add(long position, Batch batch) {
    if (position != last + 1) {
      clear(position);
    }
    last = position;
    batches.put(position, batch);
    bytes += batch.sizeBytes();
    while (bytes > mostBytes && first <= last) {
      remove(first++);
    }
  }

  Optional<Batch> get(long position) {
    return Optional.ofNullable(batches.get(position));
  }

  void truncateFrom(long position) {
    while (last >= position && last >= first) {
      remove(last--);
    }
  }

  private void clear(long next) {
    batches.clear();
    bytes = 0;
    first = next;
    last = next - 1;
  }

  private void remove(long position) {
    var batch = batches.remove(position);
    if (batch != null) {
      bytes -= batch.sizeBytes();
    }
  }
}
