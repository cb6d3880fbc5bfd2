package org.genogate.ledger.log;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.genogate.ledger.checkpoint.SignedNote;

/// Makes tiles of what is sealed, asks for finality, and shows the checkpoint once it is final.
/// Everything in it is done on the publishing agenda.
final class Publishing {

  private final Publisher publisher;
  private final Waiters waiters;
  private final Finality finality;
  private final EntryRules rules;
  private final Agenda agenda;
  private final Executor telling;
  private final Runnable whenPrepared;
  private final Consumer<Throwable> whenFailed;

  /// @param whenPrepared told after each seal whose tiles are durable
  Publishing(
      Publisher publisher,
      Waiters waiters,
      Finality finality,
      EntryRules rules,
      LogAgendas agendas,
      Runnable whenPrepared,
      Consumer<Throwable> whenFailed) {
    this.publisher = publisher;
    this.waiters = waiters;
    this.finality = finality;
    this.rules = rules;
    this.agenda = agendas.publishing();
    this.telling = agendas.telling();
    this.whenPrepared = whenPrepared;
    this.whenFailed = whenFailed;
  }

  /// Offers again what was sealed before the start and was not final then.
  void resume(List<Publisher.Prepared> pending) {
    agenda.execute(() -> pending.forEach(this::offer));
  }

  /// The first `size` entries are sealed, committed and judged.
  void seal(long size) {
    agenda.execute(() -> {
      try {
        offer(publisher.prepare(size));
        whenPrepared.run();
      } catch (Throwable e) {
        whenFailed.accept(e);
      }
    });
  }

  private void offer(Publisher.Prepared prepared) {
    finality.sealed(
        prepared.checkpoint(),
        prepared.note(),
        note -> agenda.execute(() -> publish(prepared.checkpoint().size(), note)));
  }

  /// `note` has more signatures than it had when it was published.
  void again(long size, SignedNote note) {
    agenda.execute(() -> publish(size, note));
  }

  private void publish(long size, SignedNote note) {
    try {
      if (publisher.publish(size, note)) {
        rules.sealed(size);
        telling.execute(() -> waiters.covered(size));
      }
    } catch (IOException | RuntimeException e) {
      whenFailed.accept(e);
    }
  }
}
