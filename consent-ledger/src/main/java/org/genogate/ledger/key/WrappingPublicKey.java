package org.genogate.ledger.key;

import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.math.ec.rfc7748.X25519;

/// An X25519 key to which others wrap keys for its holder.
///
/// Spec: [RFC 7748](https://www.rfc-editor.org/rfc/rfc7748)
public final class WrappingPublicKey {

  public static final int LENGTH_BYTES = 32;

  /// 2^255 - 19, little-endian: coordinates lie below it.
  private static final byte[] PRIME =
      HexFormat.of().parseHex("ed" + "ff".repeat(LENGTH_BYTES - 2) + "7f");

  private final byte[] bytes;

  private WrappingPublicKey(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Refuses what no private key has: a coordinate that is not in its one form, or a point of small
  /// order, for which every agreement gives the same secret.
  ///
  /// @throws IllegalArgumentException if `bytes` are not the 32 of a key
  public static WrappingPublicKey of(byte[] bytes) {
    if (bytes.length != LENGTH_BYTES) {
      throw new IllegalArgumentException("a wrapping key is 32 bytes, not " + bytes.length);
    }
    if (!isBelowPrime(bytes)) {
      throw new IllegalArgumentException("a wrapping key is a number below 2^255-19");
    }
    if (isOfSmallOrder(bytes)) {
      throw new IllegalArgumentException("a wrapping key is no point of small order");
    }
    return new WrappingPublicKey(bytes.clone());
  }

  private static boolean isBelowPrime(byte[] bytes) {
    for (int i = LENGTH_BYTES - 1; i >= 0; i--) {
      int order = Byte.compareUnsigned(bytes[i], PRIME[i]);
      if (order != 0) {
        return order < 0;
      }
    }
    return false;
  }

  /// Every private key is a multiple of 8, so any of them takes such a point to zero.
  private static boolean isOfSmallOrder(byte[] bytes) {
    var any = new byte[LENGTH_BYTES];
    return !X25519.calculateAgreement(any, 0, bytes, 0, new byte[LENGTH_BYTES], 0);
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
