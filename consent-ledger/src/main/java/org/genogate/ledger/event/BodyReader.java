package org.genogate.ledger.event;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.UUID;
import java.util.function.ToIntFunction;
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
import org.genogate.ledger.event.Event.Genesis;
import org.genogate.ledger.event.Event.KeyEnrolled;
import org.genogate.ledger.event.Event.KeyRetired;
import org.genogate.ledger.key.KeyId;
import org.genogate.ledger.key.PublicKey;
import org.genogate.ledger.merkle.Hash;

/// Reads what [BodyWriter] writes, and refuses every other field, code or size.
///
/// Values that a record or a key refuses come out as [IllegalArgumentException].
final class BodyReader {

  private final CborReader in;

  private BodyReader(byte[] body) {
    this.in = new CborReader(body);
  }

  static Event decode(long number, byte[] body) throws MalformedCborException {
    var reader = new BodyReader(body);
    var event = reader.event(number);
    reader.in.end();
    return event;
  }

  // Arguments are read in the order they are written here, which is that of the map's keys.
  private Event event(long number) throws MalformedCborException {
    if (number < 1 || number > 12 || number == 2) {
      throw new MalformedCborException("no event has number " + number);
    }
    return switch ((int) number) {
      case 1 -> genesis();
      case 3 -> keyEnrolled();
      case 4 -> keyRetired();
      case 5 -> datasetPublished();
      case 6 -> consentGranted();
      case 7 -> consentDenied();
      case 8 -> consentRevoked();
      case 9 -> accessOpened();
      case 10 -> accessClosed();
      case 11 -> accessRefused();
      default -> blockSealed();
    };
  }

  private Genesis genesis() throws MalformedCborException {
    in.map(5);
    var id = new EventId(id(1));
    var origin = in.key(2).text();
    var policy = in.key(3).text();
    int count = in.key(4).array();
    var keys = new ArrayList<KeyEnrolled>(count);
    for (int i = 0; i < count; i++) {
      keys.add(keyEnrolled());
    }
    return new Genesis(id, origin, policy, keys, instant(5));
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
    int pairs = in.map();
    if (pairs != 5 && pairs != 6) {
      throw new MalformedCborException("map of %d, not 5 or 6".formatted(pairs));
    }
    var id = new EventId(id(1));
    var person = new PersonTag(id(2));
    var scope =
        pairs == 6
            ? new ConsentRevoked.Scope.One(new ConsentId(id(3)))
            : new ConsentRevoked.Scope.EveryGrant();
    return new ConsentRevoked(id, person, scope, hash(4), asked(), instant(7));
  }

  private AccessOpened accessOpened() throws MalformedCborException {
    in.map(11);
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
        instant(11));
  }

  private AccessClosed accessClosed() throws MalformedCborException {
    in.map(2);
    return new AccessClosed(new AccessId(id(1)), hash(2));
  }

  private AccessRefused accessRefused() throws MalformedCborException {
    in.map(4);
    return new AccessRefused(
        new RequesterTag(id(1)),
        new DatasetTag(id(2)),
        code(3, RefusalCode.values(), RefusalCode::code),
        in.key(4).unsigned());
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

  private UUID id(int key) throws MalformedCborException {
    var bytes = ByteBuffer.wrap(in.key(key).bytes(RandomId.LENGTH_BYTES));
    return new UUID(bytes.getLong(), bytes.getLong());
  }

  private Hash hash(int key) throws MalformedCborException {
    return Hash.of(in.key(key).bytes(Hash.LENGTH_BYTES));
  }

  private Instant instant(int key) throws MalformedCborException {
    return Instant.ofEpochMilli(in.key(key).unsigned());
  }

  private Asked asked() throws MalformedCborException {
    return code(6, Asked.values(), Asked::code);
  }

  private <T> T code(int key, T[] known, ToIntFunction<T> codeOf) throws MalformedCborException {
    long code = in.key(key).unsigned();
    for (var value : known) {
      if (codeOf.applyAsInt(value) == code) {
        return value;
      }
    }
    throw new MalformedCborException("no meaning has code %d of key %d".formatted(code, key));
  }
}
