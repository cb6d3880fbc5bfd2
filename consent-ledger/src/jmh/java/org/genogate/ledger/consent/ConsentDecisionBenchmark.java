package org.genogate.ledger.consent;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.genogate.ledger.duo.DataUse;
import org.genogate.ledger.duo.Purpose;
import org.genogate.ledger.event.Asked;
import org.genogate.ledger.event.ConsentId;
import org.genogate.ledger.event.DatasetTag;
import org.genogate.ledger.event.Event.ConsentGranted;
import org.genogate.ledger.event.Event.ConsentRevoked;
import org.genogate.ledger.event.EventId;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.merkle.Hash;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What a decision over everybody costs, and a change with the view after it.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class ConsentDecisionBenchmark {

  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

  @Param({"2504", "100000"})
  int people;

  /// Distinct terms, intervals aside.
  @Param({"100", "10000"})
  int profiles;

  private final Random random = new Random(7);
  private final DatasetTag dataset = DatasetTag.random(random);
  private final List<PersonTag> tags = new ArrayList<>();
  private final List<ConsentTerms> terms = new ArrayList<>();
  private ConsentFold fold = ConsentFold.empty();
  private Inquiry inquiry = inquiry(new Purpose.HealthResearch());
  private long size;

  @Setup
  public void grantToAll() {
    fold.advance(NOW);
    for (int i = 0; i < people; i++) {
      tags.add(PersonTag.random(random));
      terms.add(terms(i % profiles));
      fold.applyGrant(size++, granted(tags.get(i)), terms.get(i));
    }
    fold.sealedUpTo(size);
  }

  /// One set for each profile: what a request pays.
  @Benchmark
  public Decision decideNow() {
    var view = fold.view();
    return view.decide(inquiry, NOW, view.everyone());
  }

  /// Person by person: what a replay of the past pays.
  @Benchmark
  public Decision decideAtAnotherInstant() {
    var view = fold.view();
    return view.decide(inquiry, NOW.minus(Duration.ofDays(1)), view.everyone());
  }

  @Benchmark
  public Decision decideForOnePerson() {
    return fold.view().decideFor(tags.get(random.nextInt(people)), inquiry, NOW);
  }

  /// A revocation, a new grant, its seal, and three views.
  @Benchmark
  public ConsentView changeOnePerson() {
    int one = random.nextInt(people);
    var everyGrant = new ConsentRevoked.Scope.EveryGrant();
    var id = EventId.random(random);
    fold.applyRevocation(
        size++, new ConsentRevoked(id, tags.get(one), everyGrant, Hash.zero(), Asked.OWN_KEY, NOW));
    fold.applyGrant(size++, granted(tags.get(one)), terms.get(one));
    fold.sealedUpTo(size);
    return fold.view();
  }

  @Benchmark
  public Hash keyOfTheCohort() {
    return switch (decideNow()) {
      case Decision.Allowed(var cohort) -> cohort.key();
      case Decision.Refused _ -> Hash.zero();
    };
  }

  @Benchmark
  public ConsentFold snapshotAndRestore() throws CorruptConsentSnapshotException {
    return ConsentFold.restore(fold.snapshot());
  }

  private Inquiry inquiry(Purpose purpose) {
    return new Inquiry(dataset, purpose, new Asking("r1", "o1"));
  }

  /// Every second is for the one who asks, and every third holds a region back.
  private ConsentTerms terms(int profile) {
    return new ConsentTerms(
        profile % 2 == 0 ? new Grantee.Anyone() : new Grantee.Requester("r" + profile),
        Set.of(dataset),
        Set.of(new DataUse.HealthResearch(), new DataUse.DiseaseResearch("MONDO:" + profile)),
        NOW.minus(Duration.ofDays(9)),
        NOW.plusSeconds(1 + random.nextInt(1_000_000)),
        profile % 3 == 0 ? Set.of(new RegionLabel("region " + profile % 4)) : Set.of(),
        Hash.zero());
  }

  private ConsentGranted granted(PersonTag person) {
    var id = EventId.random(random);
    var consent = ConsentId.random(random);
    return new ConsentGranted(id, person, consent, Hash.zero(), Hash.zero(), Asked.OWN_KEY, NOW);
  }
}
