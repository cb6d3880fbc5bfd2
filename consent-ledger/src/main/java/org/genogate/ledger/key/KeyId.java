package org.genogate.ledger.key;

import java.util.Arrays;
import java.util.HexFormat;

/// Names a public key: the first 16 bytes of `SHA-256(algorithm byte || public key)`.
public final class KeyId {

  public static final int LENGTH_BYTES = 16;

  private final byte[] bytes;

  private KeyId(byte[] bytes) {
    this.bytes = bytes;
  }

  /// @throws IllegalArgumentException if `bytes` is not 16 bytes long
  public static KeyId of(byte[] bytes) {
    if (bytes.length != LENGTH_BYTES) {
      throw new IllegalArgumentException(
          "a key id is %d bytes, not %d".formatted(LENGTH_BYTES, bytes.length));
    }
    return new KeyId(bytes.clone());
  }

  public byte[] toBytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeyId that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
