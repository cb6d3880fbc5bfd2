package org.genogate.ledger.event;

import java.util.ArrayList;
import java.util.List;
import org.genogate.ledger.cbor.CborReader;
import org.genogate.ledger.cbor.MalformedCborException;
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
import org.genogate.ledger.key.PublicKey;

/// Reads what [BodyWriter] writes, and refuses every other field, code or size.
///
/// Values that a record or a key refuses come out as [IllegalArgumentException].
final class BodyReader extends FieldReader {

  private BodyReader(byte[] body) {
    super(new CborReader(body));
  }

  static Event decode(long number, byte[] body) throws MalformedCborException {
    var reader = new BodyReader(body);
    var event = reader.event(number);
    reader.in.end();
    return event;
  }

  // Arguments are read in the order they are written here, which is that of the map's keys.
  private Event event(long number) throws MalformedCborException {
    return switch ((int) Math.min(number, Integer.MAX_VALUE)) {
      case 1 -> genesis();
      case 2 -> policyChanged();
      case 3 -> keyEnrolled();
      case 4 -> keyRetired();
      case 5 -> datasetPublished();
      case 6 -> consentGranted();
      case 7 -> consentDenied();
      case 8 -> consentRevoked();
      case 9 -> accessOpened();
      case 10 -> accessClosed();
      case 11 -> accessRefused();
      case 12 -> blockSealed();
      case 13 -> erasureOrdered();
      case 14 -> erasureDone();
      case 15 -> releaseRequested();
      case 16 -> releaseEndorsed();
      case 19 -> equivocationProven();
      case 21 -> sealRefused();
      default -> throw new MalformedCborException("no event has number " + number);
    };
  }

  private Genesis genesis() throws MalformedCborException {
    int pairs = mapOf(5, 7);
    var id = new EventId(id(1));
    var origin = in.key(2).text();
    var policy = in.key(3).text();
    int count = in.key(4).array();
    var keys = new ArrayList<KeyEnrolled>(count);
    for (int i = 0; i < count; i++) {
      keys.add(keyEnrolled());
    }
    var time = instant(5);
    var validators = List.<Validator>of();
    var endorsements = Endorsements.none();
    for (int left = pairs - 5; left > 0; left--) {
      long key = in.key();
      if (key == 6) {
        validators = present(validators());
      } else if (key == 7) {
        endorsements = endorsements();
      } else {
        throw new MalformedCborException("a genesis has fields 1 to 7, not " + key);
      }
    }
    return new Genesis(id, origin, policy, keys, time, validators, endorsements);
  }

  private PolicyChanged policyChanged() throws MalformedCborException {
    int pairs = mapOf(5, 6);
    var id = new EventId(id(1));
    int epoch = in.key(2).unsignedInt();
    in.key(3);
    var validators = validators();
    var policy = in.key(4).text();
    var time = instant(5);
    if (pairs == 5) {
      return new PolicyChanged(id, epoch, validators, policy, time, Endorsements.none());
    }
    in.key(6);
    return new PolicyChanged(id, epoch, validators, policy, time, endorsements());
  }

  private List<Validator> validators() throws MalformedCborException {
    int count = in.array();
    var validators = new ArrayList<Validator>(count);
    for (int i = 0; i < count; i++) {
      validators.add(Validator.read(in));
    }
    return validators;
  }

  private Endorsements endorsements() throws MalformedCborException {
    var endorsements = Endorsements.read(in);
    present(endorsements.rows().keySet());
    return endorsements;
  }

  private KeyEnrolled keyEnrolled() throws MalformedCborException {
    in.map(5);
    return new KeyEnrolled(
        new EventId(id(1)),
        PublicKey.of(in.key(2).bytes(PublicKey.LENGTH_BYTES)),
        code(3, KeyRole.values(), KeyRole::code),
        new HolderTag(id(4)),
        code(5, Attestation.values(), Attestation::code));
  }

  private KeyRetired keyRetired() throws MalformedCborException {
    in.map(2);
    return new KeyRetired(new EventId(id(1)), KeyId.of(in.key(2).bytes(KeyId.LENGTH_BYTES)));
  }

  private DatasetPublished datasetPublished() throws MalformedCborException {
    in.map(5);
    return new DatasetPublished(
        new EventId(id(1)), new DatasetTag(id(2)), in.key(3).unsignedInt(), hash(4), hash(5));
  }

  private ConsentGranted consentGranted() throws MalformedCborException {
    in.map(7);
    return new ConsentGranted(
        new EventId(id(1)),
        new PersonTag(id(2)),
        new ConsentId(id(3)),
        hash(4),
        hash(5),
        asked(),
        instant(7));
  }

  private ConsentDenied consentDenied() throws MalformedCborException {
    in.map(7);
    return new ConsentDenied(
        new EventId(id(1)),
        new PersonTag(id(2)),
        new ConsentId(id(3)),
        hash(4),
        hash(5),
        asked(),
        instant(7));
  }

  private ConsentRevoked consentRevoked() throws MalformedCborException {
    int pairs = mapOf(5, 6);
    var id = new EventId(id(1));
    var person = new PersonTag(id(2));
    var scope =
        pairs == 6
            ? new ConsentRevoked.Scope.One(new ConsentId(id(3)))
            : new ConsentRevoked.Scope.EveryGrant();
    return new ConsentRevoked(id, person, scope, hash(4), asked(), instant(7));
  }

  private AccessOpened accessOpened() throws MalformedCborException {
    int pairs = mapOf(11, 12);
    return new AccessOpened(
        new AccessId(id(1)),
        code(2, Basis.values(), Basis::code),
        new RequesterTag(id(3)),
        new DatasetTag(id(4)),
        in.key(5).unsignedInt(),
        code(6, CoarsePurpose.values(), CoarsePurpose::code),
        hash(7),
        hash(8),
        in.key(9).unsigned(),
        hash(10),
        instant(11),
        pairs == 11 ? new ByRelease.None() : new ByRelease.Named(new ReleaseId(id(12))));
  }

  private AccessClosed accessClosed() throws MalformedCborException {
    in.map(2);
    return new AccessClosed(new AccessId(id(1)), hash(2));
  }

  private AccessRefused accessRefused() throws MalformedCborException {
    in.map(5);
    return new AccessRefused(
        new RequesterTag(id(1)),
        new DatasetTag(id(2)),
        code(3, RefusalCode.values(), RefusalCode::code),
        in.key(4).unsigned(),
        new EventId(id(5)));
  }

  private BlockSealed blockSealed() throws MalformedCborException {
    in.map(6);
    return new BlockSealed(
        in.key(1).unsignedInt(),
        in.key(2).unsigned(),
        hash(3),
        in.key(4).unsigned(),
        hash(5),
        instant(6));
  }

  private ErasureOrdered erasureOrdered() throws MalformedCborException {
    in.map(4);
    return new ErasureOrdered(new EventId(id(1)), new PersonTag(id(2)), asked(), instant(7));
  }

  private ErasureDone erasureDone() throws MalformedCborException {
    int pairs = mapOf(3, 4);
    var id = new EventId(id(1));
    var person = new PersonTag(id(2));
    var by =
        pairs == 4
            ? new DestroyedBy.Validator(new ValidatorName(in.key(3).text()))
            : new DestroyedBy.Alone();
    return new ErasureDone(id, person, by, instant(7));
  }

  private ReleaseRequested releaseRequested() throws MalformedCborException {
    in.map(7);
    var id = new EventId(id(1));
    var release = new ReleaseId(id(2));
    var requester = new RequesterTag(id(3));
    int count = in.key(4).array();
    var datasets = new ArrayList<DatasetTag>(count);
    for (int i = 0; i < count; i++) {
      datasets.add(new DatasetTag(id()));
    }
    return new ReleaseRequested(
        id,
        release,
        requester,
        datasets,
        code(5, CoarsePurpose.values(), CoarsePurpose::code),
        hash(6),
        code(7, Asked.values(), Asked::code));
  }

  private ReleaseEndorsed releaseEndorsed() throws MalformedCborException {
    in.map(4);
    return new ReleaseEndorsed(
        new EventId(id(1)),
        new ReleaseId(id(2)),
        code(3, KeyRole.values(), KeyRole::code),
        hash(4));
  }

  private EquivocationProven equivocationProven() throws MalformedCborException {
    in.map(2);
    return new EquivocationProven(new EventId(id(1)), FraudBytes.of(in.key(2).bytes()));
  }

  private SealRefused sealRefused() throws MalformedCborException {
    in.map(5);
    return new SealRefused(
        new EventId(id(1)),
        new ValidatorName(in.key(2).text()),
        in.key(3).unsigned(),
        code(4, SealRefusalCode.values(), SealRefusalCode::code),
        instant(5));
  }
}
