package org.genogate.ledger.log;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;

/// A log that takes part: the ordering's reports reach the leader's appender and the applier, what
/// they seal is published, and a failure anywhere ends it for everybody.
final class RunningLog {

  /// What waits is committed and sealed at a close, if it takes no longer than this.
  private static final Duration CLOSING = Duration.ofSeconds(20);

  private final LogFolder folder;
  private final Waiting waiting;
  private final Ordering ordering;
  private final LogAgendas agendas;
  private final LongConsumer progress;
  private final Publishing publishing;
  private final Applier applier;
  private final LeaderAppender appender;

  /// Who waits until an entry is sealed, and who until it is folded.
  record Waiting(Waiters sealed, Waiters folded) {

    void stop(AppendFailedException reason) {
      sealed.stop(reason);
      folded.stop(reason);
    }
  }

  /// @param progress told after each batch how many entries are folded, on the applying agenda
  RunningLog(
      LogSettings settings,
      LogFolder folder,
      EntryRules rules,
      Waiting waiting,
      Ordering ordering,
      Finality finality,
      LogAgendas agendas,
      LongConsumer progress) {
    this.folder = folder;
    this.waiting = waiting;
    this.ordering = ordering;
    this.agendas = agendas;
    this.progress = progress;
    var publisher = folder.publisher();
    var journal = folder.journal();
    this.publishing =
        new Publishing(
            publisher, waiting.sealed(), finality, rules, agendas, this::sealPrepared, this::fail);
    var begun = new Applier.Start(folder.recovered().seals(), journal.committed());
    this.applier = new Applier(journal, rules, publishing, finality, this::folded, begun);
    this.appender =
        new LeaderAppender(settings, ordering, rules, applier, publisher::size, agendas);
  }

  /// Begins. Publishes what was sealed and not published before.
  void start() throws IOException {
    publishing.resume(folder.recovered().pending());
    agendas.applying().execute(() -> folded(applier.size()));
    ordering.start(folder.journal(), new Reports());
  }

  private void folded(long size) {
    progress.accept(size);
    agendas.telling().execute(() -> waiting.folded().covered(size));
  }

  private void sealPrepared() {
    appender.sealPrepared();
  }

  private void fail(Throwable cause) {
    appender.fail(cause);
    stopWaiting();
  }

  private void stopWaiting() {
    var reason = appender.stopped();
    agendas.telling().execute(() -> waiting.stop(reason));
  }

  /// What the ordering says, brought to the applying agenda in the order it was said.
  private final class Reports implements Ordering.Listener {

    @Override
    public void leading(long term) {
      agendas.applying().execute(() -> agendas.judging().execute(() -> appender.lead(term)));
    }

    @Override
    public void following() {
      agendas.applying().execute(() -> agendas.judging().execute(appender::follow));
    }

    @Override
    public void committed(long term, long firstIndex, int count) {
      agendas
          .applying()
          .execute(() -> {
            try {
              applier.committed(term, firstIndex, count);
            } catch (Throwable e) {
              fail(e);
            }
          });
    }

    @Override
    public void failed(Throwable cause) {
      fail(cause);
    }
  }

  LeaderAppender appender() {
    return appender;
  }

  Publishing publishing() {
    return publishing;
  }

  /// How many entries are committed and folded.
  long size() {
    return applier.size();
  }

  /// Commits and seals what waits, as far as this node leads, then takes part no more.
  void stop() {
    try {
      var _ = appender.close().get(CLOSING.toMillis(), MILLISECONDS);
      awaitPublishing();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // What could not be sealed now is sealed by the next leader, or after the next start.
    }
    ordering.close();
    appender.end();
    stopWaiting();
  }

  /// Two steps: the last seal's tiles, and then its checkpoint.
  private void awaitPublishing() throws InterruptedException, ExecutionException, TimeoutException {
    for (int step = 0; step < 2; step++) {
      var done = new CompletableFuture<Void>();
      agendas.publishing().execute(() -> done.complete(null));
      var _ = done.get(CLOSING.toMillis(), MILLISECONDS);
    }
  }
}
