package org.genogate.ledger.log;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Has drafts judged while this node leads, and proposes them: one batch for whatever has queued up
/// meanwhile.
///
/// Anything may call [#append]; all else is done on the judging agenda. Whoever waits for an
/// outcome is told on neither: nothing they do there can hold up the log.
final class LeaderAppender implements Appender {

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
  private final Intake intake;

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
    this.intake = new Intake(agenda, this::turn);
    this.pace = new SealPace(settings, agenda);
  }

  @Override
  public CompletableFuture<Committed> append(Draft draft) {
    return intake.append(draft);
  }

  boolean isLeading() {
    return intake.isLeading();
  }

  /// For whatever comes too late: says why, if the log has failed.
  AppendFailedException stopped() {
    return intake.stopped();
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
    intake.lead();
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
    var turnedAway = intake.follow();
    telling.execute(() -> turnedAway.forEach(each -> each.fail(Intake.elsewhere())));
    finishIfQuiet();
  }

  private void turn() {
    try {
      boolean more = term != 0;
      while (more && underWay < MOST_UNDER_WAY) {
        var submissions = intake.take();
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

  private boolean sealIsDue(int more) {
    return pace.isDue(tail - seals.end(), more);
  }

  /// Judges `submissions` and proposes what is admitted, with a seal at the end if one is due.
  private void propose(List<Submission> submissions, boolean seal) {
    var proposal = new Proposal(rules, telling, term, tail);
    for (Submission submission : submissions) {
      proposal.judge(submission);
    }
    if (seal && (pace.isAgain() || proposal.next() > seals.end())) {
      proposal.seal(seals);
      pace.made();
    }
    if (proposal.isEmpty()) {
      tellAfterWhatIsUnderWay(proposal);
      return;
    }
    long first = tail;
    tail = proposal.next();
    underWay++;
    var ordered = ordering.propose(term, first, proposal.batch());
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
            agendas.applying().execute(() -> tell(proposal));
          } else {
            proposal.fail(failed);
          }
        });
  }

  /// On the ordering's thread. Committed entries are on their way to the applier already: whoever
  /// is told goes after them.
  private void settle(Proposal proposal, @Nullable Throwable failed) {
    if (failed == null) {
      agendas.applying().execute(() -> tell(proposal));
      agenda.execute(() -> {
        underWay--;
        turn();
      });
    } else {
      proposal.fail(failed);
      agenda.execute(() -> {
        underWay--;
        doubt(proposal.term());
      });
    }
  }

  /// After what was committed is folded, if it was.
  private void tell(Proposal proposal) {
    if (applier.size() >= proposal.next()) {
      proposal.tell();
    } else {
      proposal.fail(stopped());
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

  /// Ends the log for good. What waits fails, and whoever asks later is told why.
  void fail(Throwable cause) {
    intake.fail(cause);
    end();
    failed.complete(cause);
  }

  /// Completes with the cause once the log has failed.
  CompletableFuture<Throwable> failed() {
    return failed.copy();
  }

  /// Takes nothing more; what waits fails.
  void end() {
    var unserved = intake.stop();
    var reason = stopped();
    telling.execute(() -> {
      unserved.forEach(each -> each.fail(reason));
      firstLead.completeExceptionally(reason);
    });
    quiet.complete(null);
  }

  /// Takes nothing more. Completes once what waited is committed and sealed, as far as this node
  /// leads.
  CompletableFuture<Void> close() {
    agenda.execute(() -> {
      intake.close();
      pace.hurry();
      turn();
    });
    return quiet;
  }

  private void finishIfQuiet() {
    if (intake.isClosing() && (term == 0 || isIdle())) {
      quiet.complete(null);
    }
  }

  private boolean isIdle() {
    return underWay == 0 && !pace.isUnderWay() && tail == seals.end();
  }
}
