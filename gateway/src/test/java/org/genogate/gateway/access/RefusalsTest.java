package org.genogate.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.genogate.cluster.Cluster;
import org.genogate.gateway.access.Permission.Scope;
import org.genogate.ledger.Ledger;
import org.genogate.ledger.Who;
import org.genogate.ledger.event.Entry;
import org.genogate.ledger.event.Event.AccessRefused;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.event.RefusalCode;
import org.genogate.ledger.vault.Vault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RefusalsTest {

  private static final Scope EVERYONE = new Scope.Everyone();

  @TempDir Path folder;

  private final Turned clock = new Turned();
  private Vault vault;
  private Ledger ledger;
  private Refusals refusals;

  @BeforeEach
  void open() throws Exception {
    var random = new SecureRandom();
    vault = Vault.create(folder.resolve("vault"), folder.resolve("master.key"), random);
    ledger =
        Ledger.open(
            folder.resolve("ledger"), vault, Clock.systemUTC(), random, Cluster.alone(random));
    refusals = new Refusals(ledger, clock);
  }

  @AfterEach
  void close() throws Exception {
    ledger.close();
    vault.close();
  }

  /// A clock that goes on when it is told to.
  private static final class Turned extends Clock {
    private Instant now = Instant.parse("2026-05-01T12:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    void advance(Duration time) {
      now = now.plus(time);
    }
  }

  private static Who who(String requester) {
    return new Who(requester, "university", "project-1", "HMB", "cohort", "regions=22:1-2; x");
  }

  private void refuse(String requester) throws Exception {
    refusals.record(who(requester), EVERYONE, RefusalCode.NOT_AUTHORIZED);
  }

  /// What each refusal on the ledger counts, in its order.
  private List<Long> counts() throws Exception {
    ledger.awaitSealed();
    var counts = new ArrayList<Long>();
    for (long index = 0; index < ledger.view().size(); index++) {
      if (Entry.decode(ledger.log().read(index).entry()).event() instanceof AccessRefused refused) {
        counts.add(refused.count());
      }
    }
    return counts;
  }

  @Test
  void theFirstOfItsKindIsOnTheLedgerAtOnce() throws Exception {
    refuse("researcher-1");
    refuse("researcher-2");

    assertThat(counts()).containsExactly(1L, 1L);
  }

  @Test
  void thoseAlikeWithinAMinuteBecomeOneCount() throws Exception {
    for (int i = 0; i < 1000; i++) {
      refuse("researcher-1");
    }

    assertThat(counts()).containsExactly(1L);

    refusals.flush().join();

    assertThat(counts()).containsExactly(1L, 999L);
  }

  @Test
  void theNextAfterAMinuteCarriesTheCountOfThoseBefore() throws Exception {
    refuse("researcher-1");
    refuse("researcher-1");
    clock.advance(Duration.ofMinutes(1));

    refuse("researcher-1");

    assertThat(counts()).containsExactly(1L, 2L);
  }

  @Test
  void nothingIsCountedTwice() throws Exception {
    refuse("researcher-1");
    refuse("researcher-1");
    refusals.flush().join();
    clock.advance(Duration.ofMinutes(2));
    refusals.flush().join();

    refuse("researcher-1");

    assertThat(counts()).containsExactly(1L, 1L, 1L);
  }

  @Test
  void refusalsAboutDifferentPeopleAreNotAlike() throws Exception {
    var random = new Random(1);
    for (int person = 0; person < 3; person++) {
      refusals.record(
          who("clinician-1"), new Scope.One(PersonTag.random(random)), RefusalCode.NOT_CONSENTED);
    }

    assertThat(counts()).containsExactly(1L, 1L, 1L);
  }

  @Test
  void strangersAreOneCount() throws Exception {
    for (int i = 0; i < 50; i++) {
      refusals.countStranger();
    }

    assertThat(counts()).isEmpty();

    refusals.flush().join();
    refusals.flush().join();

    assertThat(counts()).containsExactly(50L);
  }
}
