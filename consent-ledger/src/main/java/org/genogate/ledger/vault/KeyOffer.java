package org.genogate.ledger.vault;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.genogate.ledger.cbor.CborReader;
import org.genogate.ledger.cbor.CborWriter;
import org.genogate.ledger.cbor.MalformedCborException;
import org.genogate.ledger.key.InvalidWrappingException;
import org.genogate.ledger.key.WrappingKey;
import org.genogate.ledger.key.WrappingPublicKey;

/// Keys on their way from one node to another: the CBOR array `[1, * [name, key]]`, wrapped.
///
/// @param keys in the order of their names
record KeyOffer(SortedMap<KeyName, byte[]> keys) {

  private static final int VERSION = 1;
  private static final byte[] CONTEXT = "genogate/key-offer/v1".getBytes(US_ASCII);

  KeyOffer {
    keys = Collections.unmodifiableSortedMap(new TreeMap<>(keys));
  }

  byte[] wrap(WrappingKey from, WrappingPublicKey to) {
    var writer = new CborWriter().array(1 + keys.size()).unsigned(VERSION);
    keys.forEach((name, key) -> writer.array(2).text(name.text()).bytes(key));
    return from.wrap(writer.toBytes(), to, CONTEXT);
  }

  static KeyOffer unwrap(byte[] wrapped, WrappingPublicKey from, WrappingKey to)
      throws InvalidOfferException {
    try {
      return read(to.unwrap(wrapped, from, CONTEXT));
    } catch (InvalidWrappingException e) {
      throw new InvalidOfferException("the keys are not wrapped for this node by that one", e);
    } catch (MalformedCborException | IllegalArgumentException e) {
      throw new InvalidOfferException("what was wrapped are no keys", e);
    }
  }

  private static KeyOffer read(byte[] bytes) throws MalformedCborException {
    var reader = new CborReader(bytes);
    int elements = reader.array();
    if (elements == 0 || reader.unsigned() != VERSION) {
      throw new MalformedCborException("keys of version 1 are wanted");
    }
    var keys = new TreeMap<KeyName, byte[]>();
    for (int i = 1; i < elements; i++) {
      reader.array(2);
      var name = new KeyName(reader.text());
      if (!keys.isEmpty() && name.compareTo(keys.lastKey()) <= 0) {
        throw new MalformedCborException("names of keys ascend");
      }
      keys.put(name, reader.bytes(SealingKey.LENGTH_BYTES));
    }
    reader.end();
    return new KeyOffer(keys);
  }
}
