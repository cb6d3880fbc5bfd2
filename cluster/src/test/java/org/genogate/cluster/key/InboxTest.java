package org.genogate.cluster.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.vault.KeyName;
import org.junit.jupiter.api.Test;

/// What waits for the agenda, and which acknowledgement counts.
class InboxTest {

  private static final KeyName ANNS = KeyName.of(new PersonTag(new UUID(1, 1)));

  @Test
  void onePeersFloodIsDroppedAndAnothersMessageIsNot() {
    var tasks = new ArrayList<Runnable>();
    var inbox = new Inbox(tasks::add, (_, _) -> {});
    var message = new KeyMessage.Acknowledged(1).encode();

    for (int i = 0; i < 1_000; i++) {
      inbox.received(new ValidatorName("c"), message);
    }
    assertThat(tasks).hasSize(64);
    inbox.received(new ValidatorName("b"), message);
    assertThat(tasks).hasSize(65);

    List.copyOf(tasks).forEach(Runnable::run);
    inbox.received(new ValidatorName("c"), message);
    assertThat(tasks).hasSize(66);
  }

  @Test
  void anotherOffersAcknowledgementCountsForNothing() {
    var offers = new PeerOffers(7);
    offers.add(List.of(ANNS));
    assertThat(offers.due(0, _ -> true)).containsExactly(ANNS);

    assertThat(offers.acknowledged(offers.id() + 1)).isFalse();

    assertThat(offers.awaits(ANNS)).isTrue();
    assertThat(offers.due(Duration.ofSeconds(1).toNanos(), _ -> true)).containsExactly(ANNS);
    assertThat(offers.acknowledged(offers.id())).isTrue();
    assertThat(offers.awaits(ANNS)).isFalse();
  }
}
