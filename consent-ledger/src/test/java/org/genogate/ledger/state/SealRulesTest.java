package org.genogate.ledger.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.genogate.ledger.event.Asked;
import org.genogate.ledger.event.Entry;
import org.genogate.ledger.event.Event.BlockSealed;
import org.genogate.ledger.merkle.Hash;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Seals form a chain: each is changed here in one field alone.
class SealRulesTest {

  private final TestLog log = TestLog.begun(7);
  private BlockSealed next = new BlockSealed(0, 0, Hash.zero(), 0, Hash.zero(), TestLog.BEGIN);

  /// A first seal at index 1, a grant at 2, and the seal that would come next.
  @BeforeEach
  void sealOnce() {
    var first = log.add(Entry.unsigned(next));
    log.add(log.signed(log.grant(log.person(), Asked.AT_DESK)));
    next = new BlockSealed(0, 1, first, 2, log.fold.stateRoot(), next.time().plusMillis(1));
  }

  @Test
  void sealThatFollowsIsSound() {
    assertThat(log.fold.check(Entry.unsigned(next))).isEqualTo(new Verdict.Sound());
  }

  @Test
  void sealsAreNumberedWithoutAGap() {
    assertBroken(with(2, next.previousSeal(), 2, next.stateRoot(), next.time()), "out of turn");
    assertBroken(with(0, next.previousSeal(), 2, next.stateRoot(), next.time()), "out of turn");
  }

  @Test
  void sealNamesTheOneBefore() {
    assertBroken(with(1, Hash.zero(), 2, next.stateRoot(), next.time()), "follows another");
  }

  @Test
  void sealBeginsWhereTheOneBeforeEnded() {
    assertBroken(with(1, next.previousSeal(), 3, next.stateRoot(), next.time()), "leaves entries");
    assertBroken(with(1, next.previousSeal(), 1, next.stateRoot(), next.time()), "leaves entries");
  }

  @Test
  void sealSaysTheStateOfItsEntries() {
    assertBroken(with(1, next.previousSeal(), 2, Hash.zero(), next.time()), "another state");
  }

  @Test
  void sealIsLaterThanTheOneBefore() {
    var sameTime = next.time().minus(Duration.ofMillis(1));

    assertBroken(with(1, next.previousSeal(), 2, next.stateRoot(), sameTime), "no later");
  }

  @Test
  void sealSaysTheEpochThatIs() {
    for (int epoch : new int[] {1, 2}) {
      assertBroken(
          new BlockSealed(epoch, 1, next.previousSeal(), 2, next.stateRoot(), next.time()),
          "another validator");
    }
  }

  private static BlockSealed with(long block, Hash previous, long first, Hash state, Instant time) {
    return new BlockSealed(0, block, previous, first, state, time);
  }

  private void assertBroken(BlockSealed seal, String rule) {
    assertThat(log.fold.check(Entry.unsigned(seal)))
        .isInstanceOfSatisfying(
            Verdict.Broken.class, broken -> assertThat(broken.reason()).contains(rule));
  }
}
