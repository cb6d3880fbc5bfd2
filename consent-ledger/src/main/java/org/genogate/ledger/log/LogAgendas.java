package org.genogate.ledger.log;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Where the log's work is done. Whoever makes one closes it, after the log.
///
/// @param judging drafts are judged and proposed while this node leads
/// @param applying what is committed is folded
/// @param publishing what is sealed becomes tiles and checkpoints
/// @param telling callers learn what became of their drafts; a caller that blocks there must not
///   hold up the others' news
public record LogAgendas(Agenda judging, Agenda applying, Agenda publishing, Executor telling)
    implements AutoCloseable {

  private static final int TELLERS = 4;

  /// @param ordered the ordering's own agenda. For a node alone it does the judging and applying
  ///   too: handing a batch to and fro between threads would cost more than the overlap gains
  public static LogAgendas alone(Agenda ordered) {
    return new LogAgendas(ordered, ordered, new ThreadAgenda("ledger-publisher"), tellers());
  }

  /// For a node among others: what it judges must not keep it from answering its peers.
  public static LogAgendas amongOthers() {
    return new LogAgendas(
        new ThreadAgenda("ledger-judge"),
        new ThreadAgenda("ledger-applier"),
        new ThreadAgenda("ledger-publisher"),
        tellers());
  }

  private static ExecutorService tellers() {
    return Executors.newFixedThreadPool(
        TELLERS, Thread.ofPlatform().daemon().name("ledger-teller-", 0).factory());
  }

  @Override
  public void close() {
    for (var part : new Object[] {judging, applying, publishing, telling}) {
      if (part instanceof ThreadAgenda agenda) {
        agenda.close();
      } else if (part instanceof ExecutorService service) {
        service.close();
      }
    }
  }
}
