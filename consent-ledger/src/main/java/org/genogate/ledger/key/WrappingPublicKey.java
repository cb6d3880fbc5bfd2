package org.genogate.ledger.key;

import java.util.Arrays;
import java.util.HexFormat;

/// An X25519 key to which others wrap keys for its holder.
///
/// Spec: [RFC 7748](https://www.rfc-editor.org/rfc/rfc7748)
public final class WrappingPublicKey {

  public static final int LENGTH_BYTES = 32;

  private final byte[] bytes;

  private WrappingPublicKey(byte[] bytes) {
    this.bytes = bytes;
  }

  /// @throws IllegalArgumentException if `bytes` are not 32
  public static WrappingPublicKey of(byte[] bytes) {
    if (bytes.length != LENGTH_BYTES) {
      throw new IllegalArgumentException("a wrapping key is 32 bytes, not " + bytes.length);
    }
    return new WrappingPublicKey(bytes.clone());
  }

  public byte[] toBytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WrappingPublicKey key && Arrays.equals(bytes, key.bytes);
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
