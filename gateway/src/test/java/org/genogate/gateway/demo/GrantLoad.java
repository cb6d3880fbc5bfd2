package org.genogate.gateway.demo;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.genogate.gateway.client.GatewayClient;
import org.genogate.gateway.client.GatewayException;

/// A patient who allows something again and again, at one node or another, and remembers what was
/// acknowledged.
final class GrantLoad implements AutoCloseable {

  private static final int PAUSE_MILLIS = 20;

  private final DemoNodes cluster;
  private final AtomicInteger at = new AtomicInteger();
  private final AtomicLong longestGap = new AtomicLong();
  private final Set<Long> acknowledged = new ConcurrentSkipListSet<>();
  private final Thread thread;
  private final ReentrantLock quiet = new ReentrantLock(true);
  private volatile boolean ended;

  GrantLoad(DemoNodes cluster) {
    this.cluster = cluster;
    this.thread = Thread.ofPlatform().name("grant-load").start(this::run);
  }

  /// Asks this node from now on.
  void at(int node) {
    at.set(node);
  }

  private void run() {
    long last = System.nanoTime();
    while (!ended) {
      quiet.lock();
      try (var patient = cluster.as("patient", at.get())) {
        acknowledged.add(grant(patient));
        long now = System.nanoTime();
        longestGap.accumulateAndGet(now - last, Math::max);
        last = now;
      } catch (GatewayException | IOException e) {
        // Not recorded, or nobody knows: the next one is another consent.
      } finally {
        quiet.unlock();
      }
      pause();
    }
  }

  static long grant(GatewayClient patient) throws GatewayException {
    return patient
        .post(
            "/v1/me/consents",
            new JsonObject()
                .put("kind", "grant")
                .put("use", "GRU")
                .put("withheld", new JsonArray()))
        .getLong("ledgerIndex");
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// The patient does nothing else meanwhile.
  void whileQuiet(Callable<?> work) throws Exception {
    quiet.lock();
    try {
      var _ = work.call();
    } finally {
      quiet.unlock();
    }
  }

  Set<Long> acknowledged() {
    return acknowledged;
  }

  long longestGapMillis() {
    return TimeUnit.NANOSECONDS.toMillis(longestGap.get());
  }

  /// Returns once more was acknowledged than before.
  void awaitMore() {
    int before = acknowledged.size();
    for (int tries = 0; acknowledged.size() <= before; tries++) {
      if (tries > 1_500) {
        throw new AssertionError("nothing is acknowledged any more");
      }
      pause();
    }
  }

  /// Nothing more is asked once it returns.
  void end() {
    ended = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    end();
  }
}
