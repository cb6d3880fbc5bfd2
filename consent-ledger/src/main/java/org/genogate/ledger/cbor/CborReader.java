package org.genogate.ledger.cbor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;

/// Reads items one after the other and accepts nothing but the form that [CborWriter] writes.
///
/// The caller asks for what it expects; every method throws [MalformedCborException] for anything
/// else. Ask [#end()] last, or trailing bytes go unnoticed. A reader that has thrown is of no more
/// use.
public final class CborReader {

  private final byte[] bytes;
  private int position;
  private final Nesting nesting = new Nesting();

  /// Keeps `bytes`, which must not change meanwhile.
  public CborReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /// The type of the next item, which stays to be read.
  public MajorType next() throws MalformedCborException {
    return MajorType.of(initialByte());
  }

  /// A number from 0 to [Long#MAX_VALUE].
  public long unsigned() throws MalformedCborException {
    long value = item(MajorType.UNSIGNED);
    nesting.close();
    return value;
  }

  /// A number from 0 to [Integer#MAX_VALUE].
  public int unsignedInt() throws MalformedCborException {
    long value = unsigned();
    if (value > Integer.MAX_VALUE) {
      throw new MalformedCborException("number %d is over 31 bits".formatted(value));
    }
    return (int) value;
  }

  /// Any number that fits a `long`.
  public long integer() throws MalformedCborException {
    if (next() == MajorType.UNSIGNED) {
      return unsigned();
    }
    long value = -1 - item(MajorType.NEGATIVE);
    nesting.close();
    return value;
  }

  public byte[] bytes() throws MalformedCborException {
    int start = string(MajorType.BYTES);
    return Arrays.copyOfRange(bytes, start, position);
  }

  /// A byte string of exactly this length.
  public byte[] bytes(int length) throws MalformedCborException {
    var value = bytes();
    if (value.length != length) {
      throw new MalformedCborException(
          "a byte string of %d, not %d bytes".formatted(value.length, length));
    }
    return value;
  }

  public String text() throws MalformedCborException {
    int start = string(MajorType.TEXT);
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, start, position - start)).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedCborException("the text at byte %d is not UTF-8".formatted(start));
    }
  }

  /// Opens an array.
  ///
  /// @return its size, never more than the bytes that are left
  public int array() throws MalformedCborException {
    int elements = size(item(MajorType.ARRAY), 1);
    nesting.openArray(elements);
    nesting.close();
    return elements;
  }

  /// Opens an array of exactly this size.
  public void array(int elements) throws MalformedCborException {
    require("array", array(), elements);
  }

  /// Opens a map.
  ///
  /// @return its number of pairs, never more than half the bytes that are left
  public int map() throws MalformedCborException {
    int pairs = size(item(MajorType.MAP), 2);
    nesting.openMap(pairs);
    nesting.close();
    return pairs;
  }

  /// Opens a map of exactly this many pairs.
  public void map(int pairs) throws MalformedCborException {
    require("map", map(), pairs);
  }

  /// The key of the map's next pair, more than the key before.
  public long key() throws MalformedCborException {
    if (!nesting.takeKey()) {
      throw new MalformedCborException("no key at byte %d".formatted(position));
    }
    long key = head(MajorType.UNSIGNED);
    if (!nesting.follows(key)) {
      throw new MalformedCborException("key %d does not ascend".formatted(key));
    }
    return key;
  }

  /// Reads past the map's next key, which must be this one.
  public CborReader key(long expected) throws MalformedCborException {
    long key = key();
    if (key != expected) {
      throw new MalformedCborException("key %d, not %d".formatted(key, expected));
    }
    return this;
  }

  /// Nothing must be left.
  public void end() throws MalformedCborException {
    if (!nesting.isClosed()) {
      throw new MalformedCborException("an array or map is not read to its end");
    }
    if (position != bytes.length) {
      throw new MalformedCborException(
          "%d bytes too many after byte %d".formatted(bytes.length - position, position));
    }
  }

  private long item(MajorType type) throws MalformedCborException {
    if (!nesting.takeValue()) {
      throw new MalformedCborException("a key that nobody asked for at byte " + position);
    }
    return head(type);
  }

  private int string(MajorType type) throws MalformedCborException {
    int length = size(item(type), 1);
    int start = position;
    position += length;
    nesting.close();
    return start;
  }

  /// Checked against what is left before anything is allocated for it.
  private int size(long claimed, int bytesEach) throws MalformedCborException {
    if (claimed > (bytes.length - position) / bytesEach) {
      throw new MalformedCborException(
          "size %d at byte %d, more than is left".formatted(claimed, position));
    }
    return (int) claimed;
  }

  private long head(MajorType expected) throws MalformedCborException {
    int initial = initialByte();
    var type = MajorType.of(initial);
    if (type != expected) {
      throw new MalformedCborException("%s at byte %d, not %s".formatted(type, position, expected));
    }
    position++;
    int form = initial & Heads.MASK;
    return form < Heads.ONE_BYTE ? form : following(form);
  }

  private long following(int form) throws MalformedCborException {
    if (form > Heads.EIGHT_BYTES) {
      throw new MalformedCborException("a length of form " + form + ", of 0 to 27 allowed");
    }
    int length = Heads.lengthBytes(form);
    if (length > bytes.length - position) {
      throw new MalformedCborException("the bytes end within a number");
    }
    long value = 0;
    for (int i = 0; i < length; i++) {
      value = value << Byte.SIZE | Byte.toUnsignedLong(bytes[position++]);
    }
    if (value < 0) {
      throw new MalformedCborException("a number over 63 bits at byte " + position);
    }
    if (value < Heads.ONE_BYTE || Heads.shortestForm(value) != form) {
      throw new MalformedCborException("number %d in more bytes than it needs".formatted(value));
    }
    return value;
  }

  private int initialByte() throws MalformedCborException {
    if (position >= bytes.length) {
      throw new MalformedCborException("the bytes end where an item should begin");
    }
    return Byte.toUnsignedInt(bytes[position]);
  }

  private static void require(String what, int found, int wanted) throws MalformedCborException {
    if (found != wanted) {
      throw new MalformedCborException("%s of %d, not %d".formatted(what, found, wanted));
    }
  }
}
