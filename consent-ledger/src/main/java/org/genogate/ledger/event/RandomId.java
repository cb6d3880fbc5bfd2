package org.genogate.ledger.event;

import java.util.HexFormat;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// The 128 random bits behind every identifier of this package, and how they are written: 32
/// lower-case hex digits.
final class RandomId {

  static final int LENGTH_BYTES = 16;

  private static final int HEX_DIGITS = 2 * LENGTH_BYTES;

  private RandomId() {}

  static UUID draw(RandomGenerator random) {
    return new UUID(random.nextLong(), random.nextLong());
  }

  static String format(UUID value) {
    var hex = HexFormat.of();
    return hex.toHexDigits(value.getMostSignificantBits())
        + hex.toHexDigits(value.getLeastSignificantBits());
  }

  /// @throws IllegalArgumentException if `text` is not 32 hex digits
  static UUID parse(String text) {
    if (text.length() != HEX_DIGITS) {
      throw new IllegalArgumentException("an identifier is 32 hex digits, not " + text.length());
    }
    return new UUID(
        HexFormat.fromHexDigitsToLong(text, 0, HEX_DIGITS / 2),
        HexFormat.fromHexDigitsToLong(text, HEX_DIGITS / 2, HEX_DIGITS));
  }
}
