package org.genogate.ledger.log;

import java.io.IOException;
import java.util.ArrayList;

/// Committed entries that follow each other and were ordered in one term.
public record Stretch(long term, Batch batch) {

  /// Entries are read in steps of so many, so that a large answer is not read to be thrown away.
  private static final int STEP = 64;

  static Stretch read(Journal journal, long from, long end, int mostBytes) throws IOException {
    var records = new ArrayList<SegmentRecord>();
    long bytes = 0;
    for (long at = from; at < end && bytes < mostBytes; at += STEP) {
      int before = records.size();
      journal.forEach(at, Math.min(end, at + STEP), records::add);
      for (var record : records.subList(before, records.size())) {
        bytes += record.sizeBytes();
      }
    }
    return within(records, mostBytes);
  }

  private static Stretch within(ArrayList<SegmentRecord> records, int mostBytes) {
    long term = records.getFirst().term();
    var items = new ArrayList<Batch.Item>();
    long bytes = 0;
    for (var record : records) {
      bytes += record.sizeBytes();
      if (!items.isEmpty() && (record.term() != term || bytes > mostBytes)) {
        break;
      }
      items.add(record.toItem());
    }
    return new Stretch(term, new Batch(items));
  }
}
