package org.genogate.ledger.receipt;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.genogate.ledger.merkle.Hash;

/// 32 bytes that keep a commitment from being guessed. Prints nothing of itself.
public final class Salt {

  public static final int LENGTH_BYTES = 32;

  private final byte[] bytes;

  private Salt(byte[] bytes) {
    this.bytes = bytes;
  }

  /// @param random must not be predictable
  public static Salt random(RandomGenerator random) {
    var bytes = new byte[LENGTH_BYTES];
    random.nextBytes(bytes);
    return new Salt(bytes);
  }

  /// @throws IllegalArgumentException if `bytes` is not 32 bytes long
  public static Salt of(byte[] bytes) {
    if (bytes.length != LENGTH_BYTES) {
      throw new IllegalArgumentException(
          "a salt is %d bytes, not %d".formatted(LENGTH_BYTES, bytes.length));
    }
    return new Salt(bytes.clone());
  }

  /// `SHA-256(salt || content)`: what an entry says of `content`.
  public Hash commit(byte[] content) {
    return Hash.sha256(bytes, content);
  }

  public byte[] toBytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Salt that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "a salt";
  }
}
