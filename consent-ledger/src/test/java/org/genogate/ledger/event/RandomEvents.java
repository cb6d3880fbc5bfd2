package org.genogate.ledger.event;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.genogate.ledger.event.Event.AccessClosed;
import org.genogate.ledger.event.Event.AccessOpened;
import org.genogate.ledger.event.Event.AccessRefused;
import org.genogate.ledger.event.Event.BlockSealed;
import org.genogate.ledger.event.Event.ConsentDenied;
import org.genogate.ledger.event.Event.ConsentGranted;
import org.genogate.ledger.event.Event.ConsentRevoked;
import org.genogate.ledger.event.Event.DatasetPublished;
import org.genogate.ledger.event.Event.EquivocationProven;
import org.genogate.ledger.event.Event.ErasureDone;
import org.genogate.ledger.event.Event.ErasureOrdered;
import org.genogate.ledger.event.Event.Genesis;
import org.genogate.ledger.event.Event.KeyEnrolled;
import org.genogate.ledger.event.Event.KeyRetired;
import org.genogate.ledger.event.Event.PolicyChanged;
import org.genogate.ledger.event.Event.ReleaseEndorsed;
import org.genogate.ledger.event.Event.ReleaseRequested;
import org.genogate.ledger.event.Event.SealRefused;
import org.genogate.ledger.key.KeyId;
import org.genogate.ledger.key.SigningKey;
import org.genogate.ledger.key.WrappingPublicKey;
import org.genogate.ledger.merkle.Hash;

/// Entries of every kind, from a seeded source.
final class RandomEvents {

  /// Every event of the registry that exists so far; those that came later stand last, so that the
  /// vectors of the others stay. A hundred more: the same event with all that it may hold.
  private static final List<Integer> NUMBERS =
      List.of(1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 2, 15, 16, 19, 21, 101, 102, 109, 13, 14, 114);

  /// Those of the first vectors, which stay.
  private static final List<KeyRole> FIRST_ROLES =
      List.of(KeyRole.OPERATOR, KeyRole.CUSTODIAN, KeyRole.PERSON, KeyRole.LOG);

  private final RandomGenerator random;

  RandomEvents(RandomGenerator random) {
    this.random = random;
  }

  /// One entry of each kind, with none to two signatures.
  List<Entry> oneOfEach() {
    var entries = new ArrayList<Entry>();
    for (int number : NUMBERS) {
      var entry = Entry.unsigned(event(number));
      for (int signature = random.nextInt(3); signature > 0; signature--) {
        entry = entry.signedBy("example.org/log", SigningKey.ofSeed(bytes(32)));
      }
      entries.add(entry);
    }
    return entries;
  }

  private Event event(int number) {
    return switch (number) {
      case 1 -> genesis();
      case 3 -> keyEnrolled();
      case 4 -> new KeyRetired(EventId.random(random), KeyId.of(bytes(16)));
      case 5 ->
          new DatasetPublished(
              EventId.random(random), DatasetTag.random(random), 1 + below(900), hash(), hash());
      case 6 ->
          new ConsentGranted(
              EventId.random(random),
              PersonTag.random(random),
              ConsentId.random(random),
              hash(),
              hash(),
              oneOf(Asked.values()),
              time());
      case 7 ->
          new ConsentDenied(
              EventId.random(random),
              PersonTag.random(random),
              ConsentId.random(random),
              hash(),
              hash(),
              oneOf(Asked.values()),
              time());
      case 8 ->
          new ConsentRevoked(
              EventId.random(random),
              PersonTag.random(random),
              random.nextBoolean()
                  ? new ConsentRevoked.Scope.One(ConsentId.random(random))
                  : new ConsentRevoked.Scope.EveryGrant(),
              hash(),
              oneOf(Asked.values()),
              time());
      case 9 -> accessOpened(new ByRelease.None());
      case 10 -> new AccessClosed(AccessId.random(random), hash());
      case 11 ->
          new AccessRefused(
              RequesterTag.random(random),
              DatasetTag.random(random),
              oneOf(RefusalCode.values()),
              random.nextLong(1, Long.MAX_VALUE),
              EventId.random(random));
      case 12 ->
          new BlockSealed(below(3), below(1000), hash(), random.nextLong(1 << 20), hash(), time());
      case 13 ->
          new ErasureOrdered(
              EventId.random(random), PersonTag.random(random), oneOf(Asked.values()), time());
      case 14 -> erasureDone(new DestroyedBy.Validator(new ValidatorName("lab-" + below(9))));
      case 15 ->
          new ReleaseRequested(
              EventId.random(random),
              ReleaseId.random(random),
              RequesterTag.random(random),
              IntStream.rangeClosed(0, below(3)).mapToObj(_ -> DatasetTag.random(random)).toList(),
              oneOf(CoarsePurpose.values()),
              hash(),
              oneOf(Asked.values()));
      case 16 ->
          new ReleaseEndorsed(
              EventId.random(random),
              ReleaseId.random(random),
              oneOf(KeyRole.values()),
              Hash.sha256(new byte[] {16}));
      case 19 ->
          new EquivocationProven(EventId.random(random), FraudBytes.of(bytes(1 + below(100))));
      case 21 ->
          new SealRefused(
              EventId.random(random),
              new ValidatorName("lab-" + below(9)),
              random.nextLong(1 << 20),
              oneOf(SealRefusalCode.values()),
              time());
      case 2 -> policyChanged(Endorsements.none());
      case 101 -> genesisOfSeveral();
      case 102 -> policyChanged(endorsements());
      case 114 -> erasureDone(new DestroyedBy.Alone());
      case 109 -> accessOpened(new ByRelease.Named(ReleaseId.random(random)));
      default -> throw new IllegalArgumentException("no event " + number);
    };
  }

  private ErasureDone erasureDone(DestroyedBy by) {
    return new ErasureDone(EventId.random(random), PersonTag.random(random), by, time());
  }

  private Genesis genesis() {
    var keys = IntStream.range(0, below(4)).mapToObj(_ -> keyEnrolled()).toList();
    return new Genesis(
        EventId.random(random), "example.org/l\u00f6g", "quorum none\n", keys, time());
  }

  private Genesis genesisOfSeveral() {
    return new Genesis(
        EventId.random(random),
        "example.org/log",
        "quorum none\n",
        List.of(keyEnrolled()),
        time(),
        validators(),
        endorsements());
  }

  private PolicyChanged policyChanged(Endorsements endorsements) {
    return new PolicyChanged(
        EventId.random(random), 1 + below(9), validators(), "quorum none\n", time(), endorsements);
  }

  private List<Validator> validators() {
    return IntStream.rangeClosed(0, below(3))
        .mapToObj(i ->
            new Validator(
                new ValidatorName("hospital-" + i),
                SigningKey.ofSeed(bytes(32)).publicKey(),
                wrapping()))
        .toList();
  }

  /// A number below the curve's prime.
  private WrappingPublicKey wrapping() {
    var bytes = bytes(WrappingPublicKey.LENGTH_BYTES);
    bytes[31] &= 0x3f;
    return WrappingPublicKey.of(bytes);
  }

  private Endorsements endorsements() {
    var committee = new Endorsement(KeyRole.COMMITTEE, 1 + below(5));
    return new Endorsements(
        new TreeMap<>(
            Map.of(
                5, List.of(committee),
                9, List.of(),
                16, List.of(new Endorsement(KeyRole.CUSTODIAN, 1), committee))));
  }

  private KeyEnrolled keyEnrolled() {
    return new KeyEnrolled(
        EventId.random(random),
        SigningKey.ofSeed(bytes(32)).publicKey(),
        FIRST_ROLES.get(below(FIRST_ROLES.size())),
        HolderTag.random(random),
        oneOf(Attestation.values()));
  }

  private AccessOpened accessOpened(ByRelease release) {
    return new AccessOpened(
        AccessId.random(random),
        oneOf(Basis.values()),
        RequesterTag.random(random),
        DatasetTag.random(random),
        1 + below(70_000),
        oneOf(CoarsePurpose.values()),
        hash(),
        hash(),
        random.nextLong(Long.MAX_VALUE),
        hash(),
        time(),
        release);
  }

  private Instant time() {
    return Instant.ofEpochMilli(random.nextLong(4_000_000_000_000L));
  }

  private int below(int bound) {
    return random.nextInt(bound);
  }

  private <T> T oneOf(T[] values) {
    return values[random.nextInt(values.length)];
  }

  private Hash hash() {
    return Hash.of(bytes(Hash.LENGTH_BYTES));
  }

  private byte[] bytes(int length) {
    var bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
