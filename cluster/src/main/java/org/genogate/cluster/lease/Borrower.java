package org.genogate.cluster.lease;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.function.Consumer;
import org.genogate.cluster.lease.Message.Answer;
import org.genogate.cluster.lease.Message.Beat;
import org.genogate.cluster.lease.Message.Grant;
import org.genogate.cluster.link.Link;
import org.genogate.ledger.event.ValidatorName;
import org.jspecify.annotations.Nullable;

/// The side of a node that answers a leader and borrows from its time. For one agenda.
final class Borrower {

  /// More grants do not wait for the fold to catch up; later beats bring later ones.
  private static final int MOST_WAITING = 64;

  /// More questions for a lease are not open at once.
  private static final int MOST_ASKED = 4_096;

  private final Leases.Node node;
  private final LeaseSettings settings;
  private final Consumer<Lease> taken;

  private final LinkedHashMap<Long, Asked> asked = new LinkedHashMap<>();
  private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
  private long nextNonce;
  private long applied;
  private @Nullable News news;

  /// The last beat that was answered.
  private record News(ValidatorName leader, Beat beat, long atNanos) {}

  private record Asked(ValidatorName leader, Moment at) {}

  /// A lease that begins once so much is applied.
  private record Waiting(long size, Lease lease) {}

  Borrower(Leases.Node node, LeaseSettings settings, Consumer<Lease> taken) {
    this.node = node;
    this.settings = settings;
    this.taken = taken;
    // A grant that was meant for this node before a restart fits no question of it now.
    this.nextNonce = node.random().nextLong();
  }

  void beaten(ValidatorName from, Beat beat) {
    // Whoever has voted in a later term must not lend this leader any more time. The term is read
    // after the beat came, so the answer speaks of a moment after the beat was sent.
    if (node.term().getAsLong() != beat.term()) {
      return;
    }
    var now = node.now();
    news = new News(from, beat, now.nanos());
    forgetOld(now);
    if (asked.size() >= MOST_ASKED) {
      answer(from, beat, Answer.NO_LEASE);
      return;
    }
    long nonce = freshNonce();
    asked.put(nonce, new Asked(from, now));
    answer(from, beat, nonce);
  }

  private long freshNonce() {
    if (nextNonce == Answer.NO_LEASE) {
      nextNonce++;
    }
    return nextNonce++;
  }

  private void answer(ValidatorName to, Beat beat, long nonce) {
    var answer = new Answer(beat.term(), beat.round(), nonce, applied);
    node.link().send(to, Link.Channel.LEASE, answer.toBytes());
  }

  void granted(ValidatorName from, Grant grant) {
    var question = asked.get(grant.nonce());
    if (question == null || !question.leader().equals(from)) {
      return;
    }
    asked.remove(grant.nonce());
    var length = shorter(Duration.ofNanos(grant.remainingNanos()), settings.longest());
    var lease = Lease.from(question.at(), length);
    if (applied >= grant.committed()) {
      taken.accept(lease);
    } else if (waiting.size() < MOST_WAITING) {
      waiting.add(new Waiting(grant.committed(), lease));
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  void applied(long size) {
    long before = applied;
    applied = Math.max(applied, size);
    waiting.removeIf(grant -> {
      boolean reached = applied >= grant.size();
      if (reached) {
        taken.accept(grant.lease());
      }
      return reached;
    });
    var last = news;
    if (last != null
        && before < last.beat().wanted()
        && applied > before
        && node.term().getAsLong() == last.beat().term()) {
      answer(last.leader(), last.beat(), Answer.NO_LEASE);
    }
  }

  private void forgetOld(Moment now) {
    long old = now.nanos() - settings.longest().toNanos();
    var questions = asked.entrySet().iterator();
    while (questions.hasNext() && questions.next().getValue().at().nanos() - old <= 0) {
      questions.remove();
    }
    waiting.removeIf(grant -> !grant.lease().holds(now));
  }

  /// Whose beat was answered last, unless that is long ago.
  Optional<ValidatorName> leader() {
    long quiet = node.agenda().nanoTime() - settings.quiet().toNanos();
    return Optional.ofNullable(news).filter(last -> last.atNanos() - quiet > 0).map(News::leader);
  }
}
