package org.genogate.gateway.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.genogate.ledger.event.PersonTag;
import org.junit.jupiter.api.Test;

class OneTimeLinksTest {

  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-24T08:00:00Z"));
  private final OneTimeLinks links = new OneTimeLinks(clock, new SecureRandom());
  private final Random random = new Random(1);
  private final PersonTag person = PersonTag.random(random);

  @Test
  void aCodeOpensForItsPersonOnce() {
    String code = links.issue(person);

    assertThat(links.redeem(code)).contains(person);
    assertThat(links.redeem(code)).isEmpty();
  }

  @Test
  void aCodeOpensUntilFifteenMinutesHavePassed() {
    String early = links.issue(person);
    String late = links.issue(person);

    clock.advance(OneTimeLinks.LIFETIME.minusSeconds(1));
    assertThat(links.redeem(early)).contains(person);
    clock.advance(Duration.ofSeconds(1));
    assertThat(links.redeem(late)).isEmpty();
  }

  @Test
  void usingOneCodeLeavesTheOthers() {
    var neighbour = PersonTag.random(random);
    String mine = links.issue(person);
    String theirs = links.issue(neighbour);

    links.redeem(mine);

    assertThat(links.redeem(theirs)).contains(neighbour);
  }

  @Test
  void whatWasNeverIssuedOpensNothing() {
    links.issue(person);

    assertThat(links.redeem("")).isEmpty();
    assertThat(links.redeem("A".repeat(43))).isEmpty();
  }

  @Test
  void aCodeIsTwoHundredAndFiftySixBitsThatAFragmentCanHold() {
    assertThat(links.issue(person)).matches("[A-Za-z0-9_-]{43}");
  }
}
