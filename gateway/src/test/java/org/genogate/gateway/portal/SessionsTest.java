package org.genogate.gateway.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.genogate.ledger.event.PersonTag;
import org.junit.jupiter.api.Test;

class SessionsTest {

  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-24T08:00:00Z"));
  private final Sessions sessions = new Sessions(clock, new SecureRandom());
  private final PersonTag person = PersonTag.random(new Random(1));

  @Test
  void anIdleSessionEnds() {
    String secret = sessions.open(person);

    clock.advance(Sessions.IDLE_LIMIT.minusSeconds(1));
    assertThat(sessions.find(secret)).isPresent();
    clock.advance(Sessions.IDLE_LIMIT);
    assertThat(sessions.find(secret)).isEmpty();
  }

  @Test
  void aBusySessionEndsAtItsAbsoluteLimit() {
    String secret = sessions.open(person);
    var step = Duration.ofMinutes(20);

    for (var age = step; age.compareTo(Sessions.ABSOLUTE_LIMIT) < 0; age = age.plus(step)) {
      clock.advance(step);
      assertThat(sessions.find(secret)).isPresent();
    }
    clock.advance(step);
    assertThat(sessions.find(secret)).isEmpty();
  }

  @Test
  void aClosedSessionOpensNothing() {
    String secret = sessions.open(person);

    sessions.close(secret);

    assertThat(sessions.find(secret)).isEmpty();
  }

  @Test
  void eachSignInDrawsANewName() {
    assertThat(sessions.open(person)).isNotEqualTo(sessions.open(person));
  }

  @Test
  void theCookieIsBoundToThisHostAndHiddenFromScripts() {
    assertThat(Sessions.cookie("s"))
        .isEqualTo("__Host-genogate=s; Path=/; Secure; HTTPOnly; SameSite=Lax");
  }
}
