package org.genogate.cluster.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.vault.KeyName;
import org.junit.jupiter.api.Test;

class PeerOffersTest {

  private static final KeyName ANNS = KeyName.of(new PersonTag(new UUID(1, 1)));

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
