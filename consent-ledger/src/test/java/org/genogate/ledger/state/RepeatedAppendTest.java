package org.genogate.ledger.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.genogate.ledger.state.Judged.assertBroken;
import static org.genogate.ledger.state.Judged.assertSound;

import org.genogate.ledger.event.AccessId;
import org.genogate.ledger.event.DatasetTag;
import org.genogate.ledger.event.Entry;
import org.genogate.ledger.event.Event.AccessClosed;
import org.genogate.ledger.event.Event.AccessRefused;
import org.genogate.ledger.event.EventId;
import org.genogate.ledger.event.RefusalCode;
import org.genogate.ledger.event.RequesterTag;
import org.junit.jupiter.api.Test;

/// Whoever does not know whether an append was committed sends it again.
class RepeatedAppendTest {

  private final TestLog log = TestLog.begun(9);
  private final DatasetTag dataset = DatasetTag.random(log.random);
  private final AccessId access = AccessId.random(log.random);

  RepeatedAppendTest() {
    log.add(log.signed(log.publication(dataset, 1)));
  }

  @Test
  void openingSentAgainIsTheSameAccess() {
    var opening = opening();
    var leaf = log.add(opening);

    assertThat(log.fold.check(opening)).isEqualTo(new Verdict.Seen(2, leaf));
    assertBroken(log, opening(), "that is open");
  }

  @Test
  void openingSentAgainAfterItsClosingIsTheSameAccess() {
    var opening = opening();
    var leaf = log.add(opening);
    log.add(closing());

    assertThat(log.fold.check(opening)).isEqualTo(new Verdict.Seen(2, leaf));
  }

  @Test
  void closedAccessIsNotOpenedAgain() {
    log.add(opening());
    log.add(closing());

    assertBroken(log, opening(), "used before");
  }

  @Test
  void closingSentAgainIsTheSame() {
    log.add(opening());
    var closing = closing();
    var leaf = log.add(closing);

    assertThat(log.fold.check(closing)).isEqualTo(new Verdict.Seen(3, leaf));
    assertBroken(log, closing(), "not open");
  }

  @Test
  void refusalSentAgainIsTheSameAndOneAlikeIsAnother() {
    var refusal = refusal(log.id(), 1);
    var leaf = log.add(refusal);

    assertThat(log.fold.check(refusal)).isEqualTo(new Verdict.Seen(2, leaf));
    assertSound(log, refusal(log.id(), 1));
  }

  @Test
  void idOfARefusalIsUsedOnce() {
    var id = log.id();
    log.add(refusal(id, 1));

    assertBroken(log, refusal(id, 2), "belongs to another event");
  }

  @Test
  void whatTheWindowHoldsIsKnownAndNoMore() {
    var first = refusal(log.id(), 1);
    var second = refusal(log.id(), 2);
    var leaf = log.add(first);
    var secondLeaf = log.add(second);
    for (int i = 2; i < RecentEvents.MOST; i++) {
      applyRefusal();
    }
    assertThat(log.fold.check(first)).isEqualTo(new Verdict.Seen(2, leaf));

    applyRefusal();

    assertSound(log, first);
    assertThat(log.fold.check(second)).isEqualTo(new Verdict.Seen(3, secondLeaf));
  }

  @Test
  void whatLeftTheWindowIsBackWhenThatIsUndone() throws Exception {
    var first = refusal(log.id(), 1);
    log.add(first);
    for (int i = 1; i < RecentEvents.MOST; i++) {
      applyRefusal();
    }
    var before = log.fold.snapshot();
    long size = log.fold.size();
    applyRefusal();
    applyRefusal();

    log.fold.rewind(size);

    assertThat(log.fold.snapshot()).isEqualTo(before);
    assertThat(PublicFold.restore(before).check(first)).isInstanceOf(Verdict.Seen.class);
  }

  @Test
  void accessOpenForLongerThanTheWindowIsStillKnown() {
    var opening = opening();
    var leaf = log.add(opening);
    for (int i = 0; i < RecentEvents.MOST; i++) {
      applyRefusal();
    }

    assertThat(log.fold.check(opening)).isEqualTo(new Verdict.Seen(2, leaf));
    assertBroken(log, opening(), "that is open");
    log.add(closing());
    assertBroken(log, opening(), "used before");
  }

  private Entry opening() {
    return Entry.unsigned(log.opening(access, dataset, 1, 1));
  }

  private Entry closing() {
    return Entry.unsigned(new AccessClosed(access, log.hash()));
  }

  private Entry refusal(EventId id, long count) {
    return Entry.unsigned(
        new AccessRefused(
            new RequesterTag(access.value()), dataset, RefusalCode.UNAVAILABLE, count, id));
  }

  private void applyRefusal() {
    var entry = refusal(log.id(), 1);
    log.fold.apply(log.fold.size(), entry.leaf(), entry);
    log.entries.add(entry);
  }
}
