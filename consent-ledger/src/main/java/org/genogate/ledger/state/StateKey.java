package org.genogate.ledger.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.merkle.Hash;

/// Hashes of the sparse tree, and the way that a key takes through it.
///
/// Leaf, node and the log's own hashes have prefixes of their own, so that none passes for another.
final class StateKey {

  /// A key has no more bits than this, so no path is longer.
  static final int BITS = 8 * Hash.LENGTH_BYTES;

  private static final byte[] DOMAIN = "genogate/state/v1\0".getBytes(UTF_8);
  private static final byte[] LEAF_PREFIX = {0x10};
  private static final byte[] NODE_PREFIX = {0x11};

  private StateKey() {}

  static Hash of(PersonTag person) {
    var tag = ByteBuffer.allocate(2 * Long.BYTES);
    tag.putLong(person.value().getMostSignificantBits());
    tag.putLong(person.value().getLeastSignificantBits());
    return Hash.sha256(DOMAIN, tag.array());
  }

  static Hash leaf(Hash key, Hash value) {
    return Hash.sha256(LEAF_PREFIX, key.toBytes(), value.toBytes());
  }

  static Hash node(Hash left, Hash right) {
    return Hash.sha256(NODE_PREFIX, left.toBytes(), right.toBytes());
  }

  /// Whether the path goes right below `depth`: bit `depth` of the key, the highest first.
  static boolean goesRight(byte[] key, int depth) {
    return (key[depth / 8] >> (7 - depth % 8) & 1) == 1;
  }
}
