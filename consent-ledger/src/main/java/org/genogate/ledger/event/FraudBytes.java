package org.genogate.ledger.event;

import java.util.Arrays;

/// A fraud proof as it stands on the ledger; what it proves, its verifier says.
public final class FraudBytes {

  /// Leaves room for the rest of an entry.
  public static final int MOST_BYTES = 64_000;

  private final byte[] bytes;

  private FraudBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /// @throws IllegalArgumentException if there are none, or more than [#MOST_BYTES]
  public static FraudBytes of(byte[] bytes) {
    if (bytes.length == 0 || bytes.length > MOST_BYTES) {
      throw new IllegalArgumentException(
          "a fraud proof is 1 to %d bytes, not %d".formatted(MOST_BYTES, bytes.length));
    }
    return new FraudBytes(bytes.clone());
  }

  public byte[] toBytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FraudBytes that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "fraud proof of %d bytes".formatted(bytes.length);
  }
}
