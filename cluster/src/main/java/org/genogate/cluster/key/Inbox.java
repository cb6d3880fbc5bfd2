package org.genogate.cluster.key;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.genogate.cluster.link.Link;
import org.genogate.ledger.event.ValidatorName;

/// Takes messages from the link's threads to the agenda, so many of one peer at a time: what a
/// flooding peer sends beyond is dropped, and costs the others nothing.
final class Inbox implements Link.Receiver {

  private static final int MOST_WAITING = 64;

  private final Executor agenda;
  private final BiConsumer<ValidatorName, KeyMessage> handler;
  private final Map<ValidatorName, AtomicInteger> waiting = new ConcurrentHashMap<>();

  Inbox(Executor agenda, BiConsumer<ValidatorName, KeyMessage> handler) {
    this.agenda = agenda;
    this.handler = handler;
  }

  @Override
  public void received(ValidatorName from, byte[] message) {
    if (message.length > KeyMessage.MOST_BYTES) {
      return;
    }
    var count = waiting.computeIfAbsent(from, _ -> new AtomicInteger());
    if (count.incrementAndGet() > MOST_WAITING) {
      count.decrementAndGet();
      return;
    }
    agenda.execute(() -> {
      count.decrementAndGet();
      KeyMessage.decode(message).ifPresent(decoded -> handler.accept(from, decoded));
    });
  }
}
