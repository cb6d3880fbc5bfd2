package org.genogate.ledger.cbor;

/// The low five bits of an item's first byte: a number below 24, or the form in which one follows.
///
/// Spec: [RFC 8949 §3](https://www.rfc-editor.org/rfc/rfc8949#section-3)
final class Heads {

  /// From here on 1, 2, 4 or 8 bytes follow.
  static final int ONE_BYTE = 24;

  static final int EIGHT_BYTES = 27;

  /// Masks the five bits.
  static final int MASK = 0x1f;

  private Heads() {}

  static int lengthBytes(int form) {
    return 1 << (form - ONE_BYTE);
  }

  /// The only form that deterministic encoding allows for `argument`, which is at least 24.
  static int shortestForm(long argument) {
    for (int form = ONE_BYTE; form < EIGHT_BYTES; form++) {
      if (argument >>> (lengthBytes(form) * Byte.SIZE) == 0) {
        return form;
      }
    }
    return EIGHT_BYTES;
  }
}
