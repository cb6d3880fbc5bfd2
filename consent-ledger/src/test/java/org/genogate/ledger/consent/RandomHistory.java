package org.genogate.ledger.consent;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.genogate.ledger.duo.DataUse;
import org.genogate.ledger.duo.Purpose;
import org.genogate.ledger.event.Asked;
import org.genogate.ledger.event.ConsentId;
import org.genogate.ledger.event.DatasetTag;
import org.genogate.ledger.event.Event.ConsentDenied;
import org.genogate.ledger.event.Event.ConsentGranted;
import org.genogate.ledger.event.Event.ConsentRevoked;
import org.genogate.ledger.event.Event.ErasureOrdered;
import org.genogate.ledger.event.EventId;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.merkle.Hash;

/// Draws people, terms, events and inquiries from a small world, so that they often meet.
final class RandomHistory {

  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final RandomGenerator random;
  private final List<PersonTag> people;
  private final List<DatasetTag> datasets;
  private final List<ConsentId> consents = new ArrayList<>();
  private final List<ConsentTerms> drawn = new ArrayList<>();

  RandomHistory(RandomGenerator random) {
    this.random = random;
    this.people = several(1 + random.nextInt(8), () -> PersonTag.random(random));
    this.datasets = several(3, () -> DatasetTag.random(random));
  }

  PersonTag person() {
    return one(people);
  }

  List<PersonTag> people() {
    return people;
  }

  /// An instant within 120 ms of `now`, between milliseconds too.
  Instant near(Instant now) {
    return now.plusNanos(random.nextInt(-120_000_000, 120_000_000));
  }

  /// Often those of before with another interval, as people renew what they agreed to.
  ConsentTerms terms(Instant now) {
    if (!drawn.isEmpty() && random.nextInt(3) == 0) {
      var from = now.plusMillis(random.nextInt(-100, 60));
      return one(drawn).profile().terms(from, from.plusMillis(80), Hash.zero());
    }
    drawn.add(newTerms(now));
    return drawn.getLast();
  }

  private ConsentTerms newTerms(Instant now) {
    var from = now.plusMillis(random.nextInt(-100, 60));
    return new ConsentTerms(
        grantee(),
        some(datasets, 0.4),
        uses(),
        from,
        random.nextInt(3) == 0 ? Instant.MAX : from.plusMillis(1 + random.nextInt(150)),
        some(Stream.of("BRCA", "APOE", "Y").map(RegionLabel::new).toList(), 0.25),
        Hash.sha256(new byte[] {(byte) random.nextInt(3)}));
  }

  ConsentGranted grant(Instant now) {
    return new ConsentGranted(
        EventId.random(random), person(), consent(), Hash.zero(), Hash.zero(), asked(), now);
  }

  ConsentDenied denial(Instant now) {
    return new ConsentDenied(
        EventId.random(random), person(), consent(), Hash.zero(), Hash.zero(), asked(), now);
  }

  /// Of one consent, which may be another person's, not be there, or be revoked already; or of all.
  ConsentRevoked revocation(Instant now) {
    var scope =
        random.nextInt(4) == 0
            ? new ConsentRevoked.Scope.EveryGrant()
            : new ConsentRevoked.Scope.One(
                consents.isEmpty() ? ConsentId.random(random) : one(consents));
    return new ConsentRevoked(EventId.random(random), person(), scope, Hash.zero(), asked(), now);
  }

  ErasureOrdered erasure(Instant now) {
    return new ErasureOrdered(EventId.random(random), person(), asked(), now);
  }

  Inquiry inquiry() {
    return new Inquiry(
        one(datasets),
        purpose(),
        new Asking("r" + random.nextInt(2), random.nextInt(5) == 0 ? "" : "o" + random.nextInt(2)));
  }

  /// Mostly new; a person may also use the id of an earlier consent again.
  private ConsentId consent() {
    if (consents.isEmpty() || random.nextInt(10) > 0) {
      consents.add(ConsentId.random(random));
      return consents.getLast();
    }
    return one(consents);
  }

  private Purpose purpose() {
    return switch (random.nextInt(6)) {
      case 0 -> new Purpose.GeneralResearch();
      case 1 -> new Purpose.HealthResearch();
      case 2 -> new Purpose.OwnCare();
      default -> new Purpose.DiseaseResearch(one(ConsentModel.DISEASES));
    };
  }

  private Set<DataUse> uses() {
    var uses = new HashSet<DataUse>();
    for (int left = 1 + random.nextInt(2); left > 0; left--) {
      uses.add(DataUse.ofExactly(purpose()));
    }
    return uses;
  }

  private Grantee grantee() {
    return switch (random.nextInt(4)) {
      case 0 -> new Grantee.Organisation("o" + random.nextInt(2));
      case 1 -> new Grantee.Requester("r" + random.nextInt(2));
      default -> new Grantee.Anyone();
    };
  }

  private Asked asked() {
    return one(List.of(Asked.values()));
  }

  private <T> T one(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private <T> Set<T> some(List<T> choices, double share) {
    var some = new HashSet<T>();
    for (T choice : choices) {
      if (random.nextDouble() < share) {
        some.add(choice);
      }
    }
    return some;
  }

  private static <T> List<T> several(int count, Supplier<T> make) {
    return Stream.generate(make).limit(count).toList();
  }
}
