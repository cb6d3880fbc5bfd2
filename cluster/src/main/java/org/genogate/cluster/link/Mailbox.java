package org.genogate.cluster.link;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.log.Agenda;

/// Hands the messages of a channel over to an agenda, at most so many of one peer at once: a peer
/// that floods loses its own messages and no one else's.
///
/// For the threads of the link; `inner` runs on the agenda.
public final class Mailbox implements Link.Receiver {

  private final Agenda agenda;
  private final int mostWaiting;
  private final Link.Receiver inner;
  private final Map<ValidatorName, AtomicInteger> waiting = new ConcurrentHashMap<>();

  /// @param mostWaiting how many messages of one peer may wait for the agenda; more are dropped
  public Mailbox(Agenda agenda, int mostWaiting, Link.Receiver inner) {
    this.agenda = agenda;
    this.mostWaiting = mostWaiting;
    this.inner = inner;
  }

  @Override
  public void received(ValidatorName from, byte[] message) {
    var count = waiting.computeIfAbsent(from, _ -> new AtomicInteger());
    if (count.incrementAndGet() > mostWaiting) {
      count.decrementAndGet();
      return;
    }
    agenda.execute(() -> {
      count.decrementAndGet();
      inner.received(from, message);
    });
  }
}
