package org.genogate.ledger.cbor;

/// The kinds of CBOR items that exist here, with the wire's numbers for them.
public enum MajorType {
  UNSIGNED(0),
  NEGATIVE(1),
  BYTES(2),
  TEXT(3),
  ARRAY(4),
  MAP(5);

  private static final int SHIFT = 5;

  private final int code;

  MajorType(int code) {
    this.code = code;
  }

  int initialByte(int argument) {
    return code << SHIFT | argument;
  }

  static MajorType of(int initialByte) throws MalformedCborException {
    int code = initialByte >> SHIFT;
    return switch (code) {
      case 0 -> UNSIGNED;
      case 1 -> NEGATIVE;
      case 2 -> BYTES;
      case 3 -> TEXT;
      case 4 -> ARRAY;
      case 5 -> MAP;
      default ->
          throw new MalformedCborException("an item of major type " + code + ", of 0 to 5 allowed");
    };
  }
}
