package org.genogate.ledger.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.Set;
import org.genogate.ledger.consent.Cohort;
import org.genogate.ledger.consent.PeopleSet;
import org.genogate.ledger.consent.Reason;
import org.genogate.ledger.event.AccessId;
import org.genogate.ledger.event.Event.AccessClosed;
import org.genogate.ledger.event.Event.AccessOpened;
import org.genogate.ledger.event.Event.AccessRefused;
import org.genogate.ledger.event.EventId;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.event.RefusalCode;
import org.genogate.ledger.event.RequesterTag;
import org.genogate.ledger.merkle.Hash;
import org.junit.jupiter.api.Test;

class AccessHistoryTest {

  private final LoggedAccess world = new LoggedAccess(4);
  private final AccessHistory history = new AccessHistory();
  private final PersonTag ada = world.people.get(0);
  private final PersonTag dan = world.people.get(3);
  private final Cohort withoutDan = new Cohort(PeopleSet.first(3), Map.of(), 3);

  @Test
  void aPersonSeesTheAccessesOfTheirCohortsNewestFirst() {
    var first = open(1, new CohortReference.Whole(world.cohort));
    var second = open(2, new CohortReference.Whole(withoutDan));
    var third = open(3, new CohortReference.Known(world.cohort.key()));

    assertThat(history.of(ada, world.view).stream().map(AccessHistoryTest::access))
        .containsExactly(third, second, first);
    assertThat(history.of(dan, world.view).stream().map(AccessHistoryTest::access))
        .containsExactly(third, first);
    assertThat(history.concerns(second, ada, world.view)).isTrue();
    assertThat(history.concerns(second, dan, world.view)).isFalse();
    assertThat(history.concerns(AccessId.random(world.random), ada, world.view)).isFalse();
  }

  @Test
  void anAccessIsReadingNowUntilItIsClosed() {
    var id = open(1, new CohortReference.Whole(world.cohort));

    assertThat(history.underWay()).extracting(AccessSeen.Access::index).containsExactly(1L);

    history.closed(2, new AccessClosed(id, world.end.commitment()), world.end);

    assertThat(history.find(id).map(AccessSeen.Access::ending))
        .contains(new AccessSeen.Ending.Closed(2, world.end));
    assertThat(history.underWay()).isEmpty();
  }

  @Test
  void aCohortIsWrittenOnce() {
    assertThat(history.reference(world.cohort)).isEqualTo(new CohortReference.Whole(world.cohort));

    open(1, new CohortReference.Whole(world.cohort));

    var later = new Cohort(world.cohort.people(), world.cohort.withheld(), 99);
    assertThat(history.reference(later)).isEqualTo(new CohortReference.Known(later.key()));
    assertThat(history.cohort(later.key())).contains(world.cohort);
  }

  @Test
  void aPersonWithoutAnyConsentSeesWhoReadThemAlone() {
    var stranger = PersonTag.random(world.random);
    var id = open(1, new CohortReference.OnePerson(stranger));

    assertThat(history.of(stranger, world.view).stream().map(AccessHistoryTest::access))
        .containsExactly(id);
    assertThat(history.concerns(id, stranger, world.view)).isTrue();
    assertThat(history.of(ada, world.view)).isEmpty();
  }

  @Test
  void aRefusalIsSeenByThoseWhomItNamed() {
    var detail =
        new RefusalDetail(
            LoggedAccess.AT, "r", "", "", "HMB", "demo", Reason.NO_CONSENT, Set.of(ada));
    var event =
        new AccessRefused(
            RequesterTag.random(world.random),
            world.opened.dataset(),
            RefusalCode.NOT_CONSENTED,
            1,
            EventId.random(world.random));

    history.refused(5, event, detail);

    assertThat(history.of(ada, world.view))
        .containsExactly(new AccessSeen.Refusal(5, event, detail));
    assertThat(history.of(dan, world.view)).isEmpty();
  }

  @Test
  void aCohortNobodyWroteAndAnEndWithoutABeginningAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> open(1, new CohortReference.Known(Hash.zero())));
    var end = new AccessClosed(AccessId.random(world.random), Hash.zero());
    assertThatIllegalArgumentException().isThrownBy(() -> history.closed(2, end, world.end));
  }

  private AccessId open(long index, CohortReference reference) {
    var d = world.detail;
    var detail =
        new AccessDetail(
            d.requester(),
            d.organisation(),
            d.project(),
            d.purpose(),
            d.dataset(),
            d.query(),
            d.querySalt(),
            d.cohortSalt(),
            d.consentVersion(),
            reference);
    var o = world.opened;
    var event =
        new AccessOpened(
            AccessId.random(world.random),
            o.basis(),
            o.requester(),
            o.dataset(),
            o.datasetVersion(),
            o.purpose(),
            o.query(),
            o.cohort(),
            o.size(),
            o.stateRoot(),
            o.consulted());
    history.opened(index, event, detail);
    return event.access();
  }

  private static AccessId access(AccessSeen seen) {
    return switch (seen) {
      case AccessSeen.Access access -> access.event().access();
      case AccessSeen.Refusal refusal -> throw new AssertionError(refusal.index());
    };
  }
}
