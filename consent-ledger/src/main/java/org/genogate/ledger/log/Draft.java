package org.genogate.ledger.log;

import org.genogate.ledger.merkle.Hash;
import org.jspecify.annotations.Nullable;

/// What a caller wants appended: an entry, and its sealed payload beside it.
///
/// The arrays are handed over: neither side changes them afterwards, so none is copied.
public final class Draft {

  /// The C2SP limit: an entry bundle gives each entry a 16-bit length.
  public static final int MOST_ENTRY_BYTES = 65_535;

  public static final int MOST_PAYLOAD_BYTES = 1 << 20;

  private final byte[] entry;
  private final byte[] payload;

  /// Always hashed from `entry` itself, on this node. Two threads may both do it: the same comes
  /// out, and a hash is safe to hand on without a lock.
  private @Nullable Hash leaf;

  /// @param entry 1 to 65,535 bytes, the only part that the leaf hash covers
  /// @param payload may be empty, at most 1 MiB
  public Draft(byte[] entry, byte[] payload) {
    if (entry.length == 0 || entry.length > MOST_ENTRY_BYTES) {
      throw new IllegalArgumentException("an entry is 1 to 65535 bytes, not " + entry.length);
    }
    if (payload.length > MOST_PAYLOAD_BYTES) {
      throw new IllegalArgumentException("a payload is at most 1 MiB, not " + payload.length);
    }
    this.entry = entry;
    this.payload = payload;
  }

  public byte[] entry() {
    return entry;
  }

  public byte[] payload() {
    return payload;
  }

  /// The entry's leaf hash, computed when it is asked for first: judge, fold and tiles all want it,
  /// and it is the dearest thing that happens to an entry.
  public Hash leaf() {
    var known = leaf;
    if (known == null) {
      known = Hash.leaf(entry);
      leaf = known;
    }
    return known;
  }
}
