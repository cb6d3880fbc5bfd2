package org.genogate.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ConsentFenceTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Test
  void revocationWaitsForASectionBegunBeforeIt() throws Exception {
    var fence = new ConsentFence();
    var begun = new CountDownLatch(1);
    var letGo = new CountDownLatch(1);
    var acknowledged = new AtomicBoolean();
    var stream =
        Thread.ofVirtual()
            .start(() ->
                handOver(
                    fence,
                    () -> {
                      begun.countDown();
                      await(letGo);
                      return true;
                    }));
    begun.await();

    var revocation =
        Thread.ofVirtual()
            .start(() -> {
              fence.awaitHandOvers();
              acknowledged.set(true);
            });
    assertThat(revocation.join(Duration.ofMillis(200))).isFalse();
    assertThat(acknowledged).isFalse();
    letGo.countDown();

    assertThat(revocation.join(PATIENCE)).isTrue();
    assertThat(stream.join(PATIENCE)).isTrue();
    assertThat(acknowledged).isTrue();
  }

  /// Invariant I3, as many threads try to break it: a hand-over under an old version never follows
  /// an acknowledgement.
  @Test
  void nothingMadeUnderAnOldVersionFollowsAnAcknowledgement() throws Exception {
    var fence = new ConsentFence();
    var version = new AtomicLong();
    var acknowledgedVersion = new AtomicLong();
    var late = new AtomicInteger();
    var running = new AtomicBoolean(true);
    var streams = new ArrayList<Thread>();
    for (int i = 0; i < 8; i++) {
      streams.add(
          Thread.ofVirtual()
              .start(() -> stream(fence, version, acknowledgedVersion, late, running)));
    }

    for (int revocation = 1; revocation <= 5_000; revocation++) {
      version.incrementAndGet();
      fence.awaitHandOvers();
      acknowledgedVersion.set(revocation);
    }
    running.set(false);
    for (var stream : streams) {
      assertThat(stream.join(PATIENCE)).isTrue();
    }

    assertThat(late).hasValue(0);
  }

  private static void stream(
      ConsentFence fence,
      AtomicLong version,
      AtomicLong acknowledgedVersion,
      AtomicInteger late,
      AtomicBoolean running) {
    while (running.get()) {
      long madeUnder = version.get();
      handOver(
          fence,
          () -> {
            if (version.get() != madeUnder) {
              return false;
            }
            // The hand-over itself takes a moment in which a revocation may come.
            Thread.onSpinWait();
            if (acknowledgedVersion.get() > madeUnder) {
              late.incrementAndGet();
            }
            return true;
          });
    }
  }

  private static void handOver(ConsentFence fence, ConsentFence.Attempt attempt) {
    try {
      var _ = fence.handOver(attempt);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
