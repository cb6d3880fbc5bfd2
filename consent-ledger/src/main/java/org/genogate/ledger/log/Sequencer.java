package org.genogate.ledger.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.genogate.ledger.merkle.Hash;

/// Gives drafts their places and makes them durable, a batch at a time. For one thread.
///
/// Once a call has failed, no other may follow: what the rules hold and what is stored may differ.
final class Sequencer {

  /// There is one leader on a node alone, and it never changes.
  private static final long SOLO_TERM = 1;

  private final Journal journal;
  private final EntryRules rules;
  private final SealChain seals;

  Sequencer(Journal journal, EntryRules rules, SealChain seals) {
    this.journal = journal;
    this.rules = rules;
    this.seals = seals;
  }

  /// How many entries no seal covers yet.
  long unsealed() {
    return journal.size() - seals.end();
  }

  /// What came of a batch. The submitters may be told as soon as this exists: all is durable.
  ///
  /// @param sealed the size that a seal at the end of the batch covers, empty if there is none
  record Outcome(List<Runnable> news, OptionalLong sealed) {
    void tell() {
      news.forEach(Runnable::run);
    }
  }

  /// Commits what the rules admit of `submissions`.
  Outcome commit(List<Submission> submissions) throws IOException {
    return finish(admit(submissions), OptionalLong.empty());
  }

  /// As [#commit], with a seal at the end if there is anything to seal.
  Outcome commitAndSeal(List<Submission> submissions) throws IOException {
    var batch = admit(submissions);
    if (batch.nextIndex() == seals.end()) {
      return finish(batch, OptionalLong.empty());
    }
    long index = batch.nextIndex();
    var draft = new Draft(rules.seal(seals.next(index)), new byte[0]);
    var leaf = Hash.leaf(draft.entry());
    batch.add(SegmentRecord.Kind.SEAL, leaf, draft);
    seals.add(index, leaf);
    return finish(batch, OptionalLong.of(index + 1));
  }

  private Batch admit(List<Submission> submissions) {
    var batch = new Batch(journal.size());
    for (Submission submission : submissions) {
      var leaf = Hash.leaf(submission.draft().entry());
      var outcome = submission.outcome();
      switch (rules.admit(batch.nextIndex(), leaf, submission.draft())) {
        case Admission.Admitted() -> {
          var place = new Committed(batch.nextIndex(), leaf);
          batch.add(SegmentRecord.Kind.ENTRY, leaf, submission.draft());
          batch.news.add(() -> outcome.complete(place));
        }
        // The earlier one may be in this very batch, so this news too waits for the fsync.
        case Admission.Duplicate(var earlier) -> batch.news.add(() -> outcome.complete(earlier));
        case Admission.Refused(var reason) ->
            batch.news.add(() -> outcome.completeExceptionally(new RefusedEntryException(reason)));
      }
    }
    return batch;
  }

  private Outcome finish(Batch batch, OptionalLong sealed) throws IOException {
    if (!batch.records.isEmpty()) {
      journal.append(batch.records);
      rules.committed(batch.stored);
    }
    return new Outcome(batch.news, sealed);
  }

  /// What one fsync will serve.
  private static final class Batch {
    private final long start;
    private final List<SegmentRecord> records = new ArrayList<>();
    private final List<StoredEntry> stored = new ArrayList<>();
    private final List<Runnable> news = new ArrayList<>();

    Batch(long start) {
      this.start = start;
    }

    long nextIndex() {
      return start + records.size();
    }

    void add(SegmentRecord.Kind kind, Hash leaf, Draft draft) {
      var record =
          new SegmentRecord(nextIndex(), SOLO_TERM, start, kind, draft.entry(), draft.payload());
      records.add(record);
      stored.add(record.toStored(leaf));
    }
  }
}
