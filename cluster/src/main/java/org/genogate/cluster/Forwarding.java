package org.genogate.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.genogate.cluster.ForwardMessage.Answer;
import org.genogate.cluster.ForwardMessage.Answers;
import org.genogate.cluster.ForwardMessage.Drafts;
import org.genogate.cluster.ForwardMessage.Outcome;
import org.genogate.cluster.ForwardMessage.Reach;
import org.genogate.cluster.link.Link;
import org.genogate.cluster.link.Mailbox;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.log.Agenda;
import org.genogate.ledger.log.AppendFailedException;
import org.genogate.ledger.log.Appender;
import org.genogate.ledger.log.Batch;
import org.genogate.ledger.log.Committed;
import org.genogate.ledger.log.Draft;
import org.genogate.ledger.log.NotOrderedException;
import org.genogate.ledger.log.RefusedEntryException;
import org.jspecify.annotations.Nullable;

/// Brings drafts to whichever node leads, and asks again when no answer comes: an event's id makes
/// the second time the same as the first.
///
/// A future completes after the entry is folded on this node too. [#append] may be called by any
/// thread; the rest is done on one agenda.
final class Forwarding implements Appender {

  private static final Duration TICK = Duration.ofMillis(20);
  private static final long ASK_AGAIN_NANOS = Duration.ofMillis(500).toNanos();
  private static final long SOON_NANOS = Duration.ofMillis(20).toNanos();

  private static final int MOST_WAITING = 1 << 16;
  private static final int MOST_OF_A_PEER = 1 << 12;
  private static final int MOST_IN_MESSAGE = 1_024;
  private static final int MOST_MESSAGE_BYTES = 1 << 20;

  private final Here here;
  private final Link link;
  private final Agenda agenda;
  private final long patienceNanos;
  private final AtomicLong numbers;

  // For the agenda alone.
  private final Map<Long, Waiting> waiting = new LinkedHashMap<>();
  private final Map<ValidatorName, List<Waiting>> outgoing = new LinkedHashMap<>();
  private final Map<ValidatorName, List<Answer>> answers = new LinkedHashMap<>();
  private boolean flushIsDue;

  /// What a node has to offer to a draft.
  ///
  /// @param leader who leads, as far as this node knows
  /// @param local takes drafts while this node leads
  /// @param folded completes once the entry at an index is folded here
  /// @param obeyed completes once every node obeys so many entries; fails unless this node leads
  /// @param size how many entries are folded here
  record Here(
      Supplier<Optional<ValidatorName>> leader,
      Appender local,
      LongFunction<CompletableFuture<Long>> folded,
      LongFunction<CompletableFuture<Void>> obeyed,
      Supplier<Long> size) {}

  /// A draft whose outcome is not known yet.
  private static final class Waiting {
    private final long number;
    private final Draft draft;
    private final Reach reach;
    private final long until;
    private final CompletableFuture<Committed> outcome = new CompletableFuture<>();
    private long askAgainAt;
    private boolean mayBeOrdered;

    Waiting(long number, Draft draft, Reach reach, long until) {
      this.number = number;
      this.draft = draft;
      this.reach = reach;
      this.until = until;
    }
  }

  /// @param patience after which whoever waits is told that the outcome is unknown
  /// @param firstNumber of a draft; random, so that no answer meant for an earlier life fits
  Forwarding(Here here, Link link, Agenda agenda, Duration patience, long firstNumber) {
    this.here = here;
    this.link = link;
    this.agenda = agenda;
    this.patienceNanos = patience.toNanos();
    this.numbers = new AtomicLong(firstNumber);
  }

  void start() {
    link.listen(Link.Channel.FORWARD, new Mailbox(agenda, MOST_OF_A_PEER, this::received));
    agenda.execute(this::tick);
  }

  @Override
  public CompletableFuture<Committed> append(Draft draft) {
    return append(draft, Reach.COMMITTED);
  }

  @Override
  public CompletableFuture<Committed> appendEverywhere(Draft draft) {
    return append(draft, Reach.EVERYWHERE);
  }

  private CompletableFuture<Committed> append(Draft draft, Reach reach) {
    var next =
        new Waiting(numbers.getAndIncrement(), draft, reach, agenda.nanoTime() + patienceNanos);
    agenda.execute(() -> take(next));
    return next.outcome;
  }

  private void take(Waiting next) {
    if (waiting.size() >= MOST_WAITING) {
      next.outcome.completeExceptionally(
          new AppendFailedException("this node has " + MOST_WAITING + " drafts waiting already"));
      return;
    }
    waiting.put(next.number, next);
    ask(next);
  }

  private void ask(Waiting next) {
    next.askAgainAt = agenda.nanoTime() + ASK_AGAIN_NANOS;
    var leader = here.leader().get();
    if (leader.isEmpty()) {
      next.askAgainAt = agenda.nanoTime() + SOON_NANOS;
    } else if (leader.get().equals(link.self())) {
      var _ = judge(next.draft, next.reach).thenAccept(outcome -> settle(next.number, outcome));
    } else {
      outgoing.computeIfAbsent(leader.get(), _ -> new ArrayList<>()).add(next);
      wantFlush();
    }
  }

  private void tick() {
    long now = agenda.nanoTime();
    for (var each : List.copyOf(waiting.values())) {
      if (each.until - now <= 0) {
        waiting.remove(each.number);
        each.outcome.completeExceptionally(
            each.mayBeOrdered
                ? new AppendFailedException("no answer came: it may be recorded or not")
                : new AppendFailedException("no node led that could have recorded it"));
      } else if (each.askAgainAt - now <= 0) {
        ask(each);
      }
    }
    agenda.schedule(TICK, this::tick);
  }

  /// What becomes of a draft here. Completes as a task of the agenda, and never fails.
  private CompletableFuture<Outcome> judge(Draft draft, Reach reach) {
    var told = new CompletableFuture<Outcome>();
    long judgedAt = here.size().get();
    var _ =
        here.local()
            .append(draft)
            .thenCompose(place -> reached(place, reach))
            .whenComplete((place, failure) ->
                agenda.execute(() -> told.complete(outcome(place, failure, judgedAt))));
    return told;
  }

  private CompletableFuture<Committed> reached(Committed place, Reach reach) {
    return switch (reach) {
      case COMMITTED -> CompletableFuture.completedFuture(place);
      case EVERYWHERE -> here.obeyed().apply(place.index() + 1).thenApply(_ -> place);
    };
  }

  private Outcome outcome(@Nullable Committed place, @Nullable Throwable failure, long judgedAt) {
    if (place != null) {
      return new Outcome.Done(place);
    }
    var cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return switch (cause) {
      case RefusedEntryException refused ->
          new Outcome.Refused(
              Math.max(judgedAt, here.size().get()), String.valueOf(refused.getMessage()));
      case NotOrderedException _ -> new Outcome.NotHere();
      case null, default -> new Outcome.Unknown();
    };
  }

  private void settle(long number, Outcome outcome) {
    var found = waiting.get(number);
    if (found == null) {
      return;
    }
    switch (outcome) {
      case Outcome.Done(var place) -> {
        waiting.remove(number);
        var _ =
            here.folded()
                .apply(place.index())
                .whenComplete((_, failure) -> finish(found, place, failure));
      }
      case Outcome.Refused(var judgedAt, var reason) -> {
        waiting.remove(number);
        // Whoever tries again has to see what the leader saw.
        var _ =
            here.folded()
                .apply(judgedAt - 1)
                .whenComplete((_, _) ->
                    found.outcome.completeExceptionally(new RefusedEntryException(reason)));
      }
      case Outcome.NotHere() -> found.askAgainAt = agenda.nanoTime() + SOON_NANOS;
      case Outcome.Unknown() -> {
        found.mayBeOrdered = true;
        found.askAgainAt = agenda.nanoTime() + SOON_NANOS;
      }
    }
  }

  private static void finish(Waiting found, Committed place, @Nullable Throwable failure) {
    if (failure == null) {
      found.outcome.complete(place);
    } else {
      found.outcome.completeExceptionally(failure);
    }
  }

  private void wantFlush() {
    if (!flushIsDue) {
      flushIsDue = true;
      agenda.execute(this::flush);
    }
  }

  private void flush() {
    flushIsDue = false;
    outgoing.forEach(this::send);
    outgoing.clear();
    answers.forEach(
        (to, given) -> link.send(to, Link.Channel.FORWARD, new Answers(given).toBytes()));
    answers.clear();
  }

  /// Numbers in a message follow each other, and it asks for one reach.
  private void send(ValidatorName to, List<Waiting> drafts) {
    int at = 0;
    while (at < drafts.size()) {
      var first = drafts.get(at);
      var items = new ArrayList<Batch.Item>();
      long bytes = 0;
      while (at < drafts.size()
          && drafts.get(at).number == first.number + items.size()
          && drafts.get(at).reach == first.reach
          && items.size() < MOST_IN_MESSAGE
          && bytes < MOST_MESSAGE_BYTES) {
        var next = drafts.get(at++);
        next.mayBeOrdered = true;
        items.add(new Batch.Item(Batch.Kind.ENTRY, next.draft));
        bytes += next.draft.entry().length + next.draft.payload().length;
      }
      var message = new Drafts(first.reach, first.number, new Batch(items));
      link.send(to, Link.Channel.FORWARD, message.toBytes());
    }
  }

  private void received(ValidatorName from, byte[] bytes) {
    switch (ForwardMessage.parse(bytes).orElse(new Answers(List.of()))) {
      case Drafts drafts -> answer(from, drafts);
      case Answers given -> given.answers().forEach(each -> settle(each.number(), each.outcome()));
    }
  }

  private void answer(ValidatorName from, Drafts drafts) {
    long number = drafts.first();
    for (var item : drafts.batch().items()) {
      long mine = number++;
      var _ =
          judge(item.draft(), drafts.reach())
              .thenAccept(outcome -> {
                answers
                    .computeIfAbsent(from, _ -> new ArrayList<>())
                    .add(new Answer(mine, outcome));
                wantFlush();
              });
    }
  }
}
