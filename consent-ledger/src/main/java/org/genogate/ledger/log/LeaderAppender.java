package org.genogate.ledger.log;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Judges drafts while this node leads, gives them their places and proposes them: one batch for
/// whatever has queued up meanwhile.
///
/// Anything may call [#append]; all else is done on the judging agenda. Whoever waits for an
/// outcome is told on neither: nothing they do there can hold up the log.
final class LeaderAppender implements Appender {

  /// More waiting drafts than this mean that the disk cannot keep up: new ones are turned away.
  private static final int MOST_WAITING = 1 << 16;

  private static final int MOST_BATCH_ENTRIES = 8192;
  private static final int MOST_BATCH_BYTES = 4 << 20;

  /// One is judged while the one before is made durable.
  private static final int MOST_UNDER_WAY = 2;

  private static final Duration NEXT_TRY = Duration.ofMillis(10);

  private final Ordering ordering;
  private final EntryRules rules;
  private final Applier applier;
  private final LongSupplier published;
  private final LogAgendas agendas;
  private final Agenda agenda;
  private final Executor telling;

  private final ReentrantLock lock = new ReentrantLock();

  // Guarded by the lock.
  private final ArrayDeque<Submission> waiting = new ArrayDeque<>();
  private State state = State.STARTING;
  private boolean turnIsDue;
  private @Nullable Throwable failure;

  // Of the judging agenda.
  private final SealPace pace;
  private long term;
  private long tail;
  private SealChain seals = new SealChain();
  private int underWay;
  private @Nullable CompletableFuture<Void> lastProposal;
  private final CompletableFuture<Void> quiet = new CompletableFuture<>();
  private final CompletableFuture<Void> firstLead = new CompletableFuture<>();
  private final CompletableFuture<Throwable> failed = new CompletableFuture<>();

  private enum State {
    /// Nobody knows yet who leads: drafts wait.
    STARTING,
    LEADING,
    FOLLOWING,
    CLOSING,
    STOPPED
  }

  LeaderAppender(
      LogSettings settings,
      Ordering ordering,
      EntryRules rules,
      Applier applier,
      LongSupplier published,
      LogAgendas agendas) {
    this.ordering = ordering;
    this.rules = rules;
    this.applier = applier;
    this.published = published;
    this.agendas = agendas;
    this.agenda = agendas.judging();
    this.telling = agendas.telling();
    this.pace = new SealPace(settings, agenda);
  }

  @Override
  public CompletableFuture<Committed> append(Draft draft) {
    var submission = new Submission(draft);
    lock.lock();
    try {
      switch (state) {
        case CLOSING, STOPPED -> submission.outcome().completeExceptionally(stopped());
        case FOLLOWING -> submission.outcome().completeExceptionally(elsewhere());
        case STARTING, LEADING -> {
          if (waiting.size() < MOST_WAITING) {
            waiting.add(submission);
            wantTurn();
          } else {
            submission.outcome().completeExceptionally(busy());
          }
        }
      }
    } finally {
      lock.unlock();
    }
    return submission.outcome();
  }

  private void wantTurn() {
    if (!turnIsDue) {
      turnIsDue = true;
      agenda.execute(this::takeTurn);
    }
  }

  boolean isLeading() {
    return is(State.LEADING);
  }

  private boolean is(State asked) {
    lock.lock();
    try {
      return state == asked;
    } finally {
      lock.unlock();
    }
  }

  private static AppendFailedException busy() {
    return new AppendFailedException("the log has " + MOST_WAITING + " drafts waiting already");
  }

  private static NotOrderedException elsewhere() {
    return new NotOrderedException("another node leads");
  }

  AppendFailedException stopped() {
    lock.lock();
    try {
      return failure == null
          ? new AppendFailedException("the log is closed")
          : new AppendFailedException("the log has failed and takes no more entries", failure);
    } finally {
      lock.unlock();
    }
  }

  /// Seals without waiting for the interval, if there is news.
  void wantSeal() {
    agenda.execute(() -> {
      pace.want();
      turn();
    });
  }

  /// The tiles of the last seal are durable: the next may be made.
  void sealPrepared() {
    agenda.execute(() -> {
      pace.prepared();
      turn();
    });
  }

  /// From now on proposals of `newTerm` are taken. Everything committed before is folded.
  void lead(long newTerm) {
    term = newTerm;
    tail = applier.size();
    seals = applier.seals().copy();
    pace.prepared();
    lastProposal = null;
    enter(State.LEADING);
    firstLead.complete(null);
    turn();
    agenda.schedule(SealPace.AGAIN, () -> watchFinality(newTerm));
  }

  private void watchFinality(long watchedTerm) {
    if (term == watchedTerm && term != 0) {
      boolean stuck = published.getAsLong() < seals.end() && tail == seals.end();
      if (stuck && pace.missFinality()) {
        turn();
      }
      agenda.schedule(SealPace.AGAIN, () -> watchFinality(watchedTerm));
    }
  }

  /// Completes once this node has led for the first time; fails if the log stops before.
  CompletableFuture<Void> firstLead() {
    return firstLead.copy();
  }

  /// Another node may lead. What waits is told so; what is under way hears from the ordering.
  void follow() {
    term = 0;
    rules.abandon();
    enter(State.FOLLOWING);
    var turnedAway = takeAllWaiting();
    telling.execute(
        () -> turnedAway.forEach(each -> each.outcome().completeExceptionally(elsewhere())));
    finishIfQuiet();
  }

  private void enter(State next) {
    lock.lock();
    try {
      if (state != State.CLOSING && state != State.STOPPED) {
        state = next;
      }
    } finally {
      lock.unlock();
    }
  }

  private void takeTurn() {
    lock.lock();
    try {
      turnIsDue = false;
    } finally {
      lock.unlock();
    }
    turn();
  }

  private void turn() {
    try {
      boolean more = term != 0;
      while (more && underWay < MOST_UNDER_WAY) {
        var submissions = takeWaiting();
        boolean seal = sealIsDue(submissions.size());
        more = seal || !submissions.isEmpty();
        if (more) {
          propose(submissions, seal);
        }
      }
    } catch (Throwable e) {
      // Whatever it was: what the rules hold and what is stored can no longer be known to agree.
      fail(e);
    }
    if (term != 0 && tail > seals.end()) {
      pace.remind(this::turn);
    }
    finishIfQuiet();
  }

  private List<Submission> takeWaiting() {
    var taken = new ArrayList<Submission>();
    long bytes = 0;
    lock.lock();
    try {
      while (!waiting.isEmpty() && taken.size() < MOST_BATCH_ENTRIES && bytes < MOST_BATCH_BYTES) {
        var submission = waiting.remove();
        taken.add(submission);
        bytes += submission.draft().entry().length + submission.draft().payload().length;
      }
    } finally {
      lock.unlock();
    }
    return taken;
  }

  private List<Submission> takeAllWaiting() {
    lock.lock();
    try {
      var taken = List.copyOf(waiting);
      waiting.clear();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  private boolean sealIsDue(int more) {
    return pace.isDue(tail - seals.end(), more);
  }

  /// Judges `submissions` and proposes what is admitted, with a seal at the end if one is due.
  private void propose(List<Submission> submissions, boolean seal) {
    var proposal = new Proposal(tail);
    for (Submission submission : submissions) {
      proposal.judge(submission);
    }
    if (seal && (pace.isAgain() || proposal.next() > seals.end())) {
      proposal.seal();
    }
    if (proposal.items.isEmpty()) {
      tellAfterWhatIsUnderWay(proposal);
      return;
    }
    long first = tail;
    tail = proposal.next();
    underWay++;
    var ordered = ordering.propose(term, first, new Batch(proposal.items));
    lastProposal = ordered;
    var _ = ordered.whenComplete((_, failed) -> settle(proposal, failed));
  }

  /// Refusals and duplicates wait too: what they refer to may be under way.
  private void tellAfterWhatIsUnderWay(Proposal proposal) {
    var last = lastProposal;
    if (last == null) {
      last = CompletableFuture.completedFuture(null);
    }
    var _ =
        last.whenComplete((_, failed) -> {
          if (failed == null) {
            agendas.applying().execute(proposal::tell);
          } else {
            proposal.fail(failed);
          }
        });
  }

  /// On the ordering's thread. Committed entries are on their way to the applier already: whoever
  /// is told goes after them.
  private void settle(Proposal proposal, @Nullable Throwable failed) {
    if (failed == null) {
      agendas.applying().execute(proposal::tell);
      agenda.execute(() -> {
        underWay--;
        turn();
      });
    } else {
      proposal.fail(failed);
      agenda.execute(() -> {
        underWay--;
        doubt(proposal.term);
      });
    }
  }

  /// A proposal was not taken, so later ones cannot stand where they wanted to. If this node turns
  /// out to lead still, it begins again behind what is committed.
  private void doubt(long doubted) {
    if (term == doubted) {
      term = 0;
      rules.abandon();
    }
    if (underWay == 0 && term == 0 && isLeading()) {
      agenda.schedule(NEXT_TRY, () -> leadAgain(doubted));
    }
    finishIfQuiet();
  }

  private void leadAgain(long doubted) {
    if (isLeading() && term == 0) {
      agendas.applying().execute(() -> agenda.execute(() -> leadStill(doubted)));
    }
  }

  private void leadStill(long doubted) {
    if (isLeading() && term == 0) {
      lead(doubted);
    }
  }

  /// Drafts that were judged, the places they get, and whom to tell.
  private final class Proposal {

    private final long first;
    private final long term = LeaderAppender.this.term;
    private final List<Batch.Item> items = new ArrayList<>();
    private final List<Submission> submissions = new ArrayList<>();
    private final List<Runnable> news = new ArrayList<>();

    Proposal(long first) {
      this.first = first;
    }

    long next() {
      return first + items.size();
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
            news.add(() -> outcome.completeExceptionally(new RefusedEntryException(reason)));
      }
    }

    void seal() {
      var draft = new Draft(rules.seal(seals.next(next())), new byte[0]);
      seals.add(next(), draft.leaf());
      items.add(new Batch.Item(Batch.Kind.SEAL, draft));
      pace.made();
    }

    /// After what was committed is folded, if it was.
    void tell() {
      if (applier.size() >= next()) {
        news.forEach(telling::execute);
      } else {
        fail(stopped());
      }
    }

    void fail(Throwable cause) {
      telling.execute(
          () -> submissions.forEach(each -> each.outcome().completeExceptionally(cause)));
    }
  }

  /// Ends the log for good. What waits fails, and whoever asks later is told why.
  void fail(Throwable cause) {
    lock.lock();
    try {
      if (failure == null) {
        failure = cause;
      }
    } finally {
      lock.unlock();
    }
    end();
    failed.complete(cause);
  }

  /// Completes with the cause once the log has failed.
  CompletableFuture<Throwable> failed() {
    return failed.copy();
  }

  /// Takes nothing more; what waits fails.
  void end() {
    lock.lock();
    try {
      state = State.STOPPED;
    } finally {
      lock.unlock();
    }
    var unserved = takeAllWaiting();
    var reason = stopped();
    telling.execute(() -> {
      unserved.forEach(each -> each.outcome().completeExceptionally(reason));
      firstLead.completeExceptionally(reason);
    });
    quiet.complete(null);
  }

  /// Takes nothing more. Completes once what waited is committed and sealed, as far as this node
  /// leads.
  CompletableFuture<Void> close() {
    agenda.execute(() -> {
      enter(State.CLOSING);
      pace.hurry();
      turn();
    });
    return quiet;
  }

  private void finishIfQuiet() {
    if (is(State.CLOSING) && (term == 0 || isIdle())) {
      quiet.complete(null);
    }
  }

  private boolean isIdle() {
    return underWay == 0 && !pace.isUnderWay() && tail == seals.end();
  }
}
