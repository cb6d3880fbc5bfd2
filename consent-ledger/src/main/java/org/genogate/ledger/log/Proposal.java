package org.genogate.ledger.log;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/// Drafts that were judged together: the batch of those that are admitted, and what to tell each
/// caller once that is committed, or is not.
final class Proposal {

  private final EntryRules rules;
  private final Executor telling;
  private final long term;
  private final long first;
  private final List<Batch.Item> items = new ArrayList<>();
  private final List<Submission> submissions = new ArrayList<>();
  private final List<Runnable> news = new ArrayList<>();

  /// @param first the place of the first draft that is admitted
  Proposal(EntryRules rules, Executor telling, long term, long first) {
    this.rules = rules;
    this.telling = telling;
    this.term = term;
    this.first = first;
  }

  long term() {
    return term;
  }

  /// The place behind the last draft that is admitted.
  long next() {
    return first + items.size();
  }

  /// Whether nothing was admitted, so that nothing need be ordered.
  boolean isEmpty() {
    return items.isEmpty();
  }

  Batch batch() {
    return new Batch(items);
  }

  void judge(Submission submission) {
    submissions.add(submission);
    var leaf = submission.draft().leaf();
    var outcome = submission.outcome();
    switch (rules.admit(next(), leaf, submission.draft())) {
      case Admission.Admitted() -> {
        var place = new Committed(next(), leaf);
        items.add(new Batch.Item(Batch.Kind.ENTRY, submission.draft()));
        news.add(() -> outcome.complete(place));
      }
      case Admission.Duplicate(var earlier) -> news.add(() -> outcome.complete(earlier));
      case Admission.Refused(var reason) ->
          news.add(() -> submission.fail(new RefusedEntryException(reason)));
    }
  }

  /// Ends the batch with a seal, the next in `seals`.
  void seal(SealChain seals) {
    var draft = new Draft(rules.seal(seals.next(next())), new byte[0]);
    seals.add(next(), draft.leaf());
    items.add(new Batch.Item(Batch.Kind.SEAL, draft));
  }

  /// What was admitted is committed and folded: everyone learns what became of their draft.
  void tell() {
    news.forEach(telling::execute);
  }

  /// What was admitted is not committed, or nobody knows.
  void fail(Throwable cause) {
    telling.execute(() -> submissions.forEach(each -> each.fail(cause)));
  }
}
