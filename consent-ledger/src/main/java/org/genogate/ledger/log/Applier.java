package org.genogate.ledger.log;

import java.io.IOException;
import java.util.List;
import java.util.function.LongConsumer;

/// Takes what is committed, in log order, and passes seals on to be published. Belongs to the
/// applying agenda; its size may be asked by any thread.
final class Applier {

  /// As many as a batch has at most; a node that was away hears of more at once.
  private static final int MOST_AT_ONCE = 8192;

  private final Journal journal;
  private final EntryRules rules;
  private final Publishing publishing;
  private final Finality finality;
  private final SealChain seals;
  private final LongConsumer progress;
  private boolean refused;
  private volatile long size;

  /// What was committed and folded when the log was opened.
  record Start(SealChain seals, long size) {}

  Applier(
      Journal journal,
      EntryRules rules,
      Publishing publishing,
      Finality finality,
      LongConsumer progress,
      Start start) {
    this.progress = progress;
    this.journal = journal;
    this.rules = rules;
    this.publishing = publishing;
    this.finality = finality;
    this.seals = start.seals();
    this.size = start.size();
  }

  /// How many entries are committed and folded.
  long size() {
    return size;
  }

  SealChain seals() {
    return seals;
  }

  void committed(long term, long firstIndex, int count) throws IOException {
    if (firstIndex != size) {
      throw new IllegalStateException(
          "entry %d is committed, where %d comes next".formatted(firstIndex, size));
    }
    long end = firstIndex + count;
    while (size < end) {
      take(term, size, (int) Math.min(MOST_AT_ONCE, end - size));
    }
  }

  private void take(long term, long firstIndex, int count) throws IOException {
    var records = journal.records(term, firstIndex, count);
    fold(records.stream().map(SegmentRecord::toStored).toList());
    size = firstIndex + count;
    progress.accept(size);
    for (var record : records) {
      if (record.kind() == SegmentRecord.Kind.SEAL) {
        seals.add(record.index(), record.content().leaf());
        seal(record.index() + 1);
      }
    }
  }

  private void fold(List<StoredEntry> batch) {
    var broken = rules.committed(batch);
    if (broken.isPresent() && !refused) {
      refused = true;
      finality.refused(broken.get().index(), broken.get().reason());
    }
  }

  private void seal(long sealed) {
    if (!refused) {
      publishing.seal(sealed);
    }
  }
}
