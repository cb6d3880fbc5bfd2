package org.genogate.ledger.event;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import java.util.function.ToIntFunction;
import org.genogate.ledger.cbor.CborReader;
import org.genogate.ledger.cbor.MalformedCborException;
import org.genogate.ledger.merkle.Hash;

/// Reads the kinds of fields that bodies have.
abstract class FieldReader {

  final CborReader in;

  FieldReader(CborReader in) {
    this.in = in;
  }

  /// Opens a map with at least and at most so many pairs.
  int mapOf(int least, int most) throws MalformedCborException {
    int pairs = in.map();
    if (pairs < least || pairs > most) {
      throw new MalformedCborException("map of %d, not %d to %d".formatted(pairs, least, most));
    }
    return pairs;
  }

  UUID id(int key) throws MalformedCborException {
    in.key(key);
    return id();
  }

  UUID id() throws MalformedCborException {
    var bytes = ByteBuffer.wrap(in.bytes(RandomId.LENGTH_BYTES));
    return new UUID(bytes.getLong(), bytes.getLong());
  }

  Hash hash(int key) throws MalformedCborException {
    return Hash.of(in.key(key).bytes(Hash.LENGTH_BYTES));
  }

  Instant instant(int key) throws MalformedCborException {
    return Instant.ofEpochMilli(in.key(key).unsigned());
  }

  Asked asked() throws MalformedCborException {
    return code(6, Asked.values(), Asked::code);
  }

  <T> T code(int key, T[] known, ToIntFunction<T> codeOf) throws MalformedCborException {
    long code = in.key(key).unsigned();
    for (var value : known) {
      if (codeOf.applyAsInt(value) == code) {
        return value;
      }
    }
    throw new MalformedCborException("no meaning has code %d of key %d".formatted(code, key));
  }

  /// An empty list has one encoding, which is none.
  static <T extends Collection<?>> T present(T list) throws MalformedCborException {
    if (list.isEmpty()) {
      throw new MalformedCborException("an empty list is left out");
    }
    return list;
  }
}
