package org.genogate.cluster.link;

import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One line now and then about what was refused, however much there is of it.
final class Strangers {

  private static final Logger LOG = LoggerFactory.getLogger(HazelcastLink.class);
  private static final long QUIET_NANOS = 10_000_000_000L;

  private final AtomicLong all = new AtomicLong();
  private final AtomicLong since = new AtomicLong();
  private final AtomicLong next = new AtomicLong(System.nanoTime());

  /// @param reason constant text: nothing of what the peer sent
  /// @param who an address or the name of a node
  void refused(String reason, Object who) {
    all.incrementAndGet();
    long now = System.nanoTime();
    long due = next.get();
    if (now - due < 0 || !next.compareAndSet(due, now + QUIET_NANOS)) {
      since.incrementAndGet();
      return;
    }
    LOG.atWarn()
        .addKeyValue("reason", reason)
        .addKeyValue("from", who)
        .addKeyValue("unlogged", since.getAndSet(0))
        .log("link refused something");
  }

  /// How often anything was refused, logged or not.
  long count() {
    return all.get();
  }
}
