package org.genogate.ledger.vault;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.HexFormat;
import org.genogate.ledger.merkle.Hash;

/// Names a node's sealing key, by the key itself: the first 16 bytes of
/// `SHA-256("genogate/vault/node-key" || 0x00 || key)`.
///
/// The key is 32 random bytes, so nobody finds it from its id, and no other key has that id.
///
/// @param hex 32 lower-case digits
record NodeKeyId(String hex) {

  static final int LENGTH_BYTES = 16;

  private static final byte[] DOMAIN = "genogate/vault/node-key\0".getBytes(US_ASCII);

  static NodeKeyId ofKey(byte[] key) {
    return read(Hash.sha256(DOMAIN, key).toBytes());
  }

  /// The id that `bytes` begin with.
  static NodeKeyId read(byte[] bytes) {
    return new NodeKeyId(HexFormat.of().formatHex(Arrays.copyOf(bytes, LENGTH_BYTES)));
  }

  byte[] toBytes() {
    return HexFormat.of().parseHex(hex);
  }

  @Override
  public String toString() {
    return hex;
  }
}
