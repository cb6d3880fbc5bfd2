package org.genogate.ledger.cbor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;

/// Writes items one after the other, in the form that [CborReader] accepts.
///
/// An array or map is announced with its size and then filled; it closes by itself. Calls out of
/// order, a key that does not ascend, or a container left open are errors of the caller:
/// [IllegalStateException].
public final class CborWriter {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Nesting nesting = new Nesting();

  /// @throws IllegalArgumentException if `value` is negative
  public CborWriter unsigned(long value) {
    if (value < 0) {
      throw new IllegalArgumentException("an unsigned number is at least 0, not " + value);
    }
    item(MajorType.UNSIGNED, value);
    nesting.close();
    return this;
  }

  /// Any `long`.
  public CborWriter integer(long value) {
    if (value >= 0) {
      return unsigned(value);
    }
    item(MajorType.NEGATIVE, -1 - value);
    nesting.close();
    return this;
  }

  public CborWriter bytes(byte[] value) {
    item(MajorType.BYTES, value.length);
    out.writeBytes(value);
    nesting.close();
    return this;
  }

  /// @throws IllegalArgumentException if `value` has a lone surrogate, which UTF-8 cannot say
  public CborWriter text(String value) {
    var utf8 = utf8(value);
    item(MajorType.TEXT, utf8.remaining());
    out.write(utf8.array(), utf8.arrayOffset(), utf8.remaining());
    nesting.close();
    return this;
  }

  /// Opens an array: the next `elements` items are its own.
  public CborWriter array(int elements) {
    item(MajorType.ARRAY, elements);
    nesting.openArray(elements);
    nesting.close();
    return this;
  }

  /// Opens a map: the next `pairs` times [#key] and an item are its own.
  public CborWriter map(int pairs) {
    item(MajorType.MAP, pairs);
    nesting.openMap(pairs);
    nesting.close();
    return this;
  }

  /// The key of the map's next pair: at least 0, and more than the key before.
  public CborWriter key(long key) {
    if (!nesting.takeKey()) {
      throw new IllegalStateException("no map awaits a key");
    }
    if (!nesting.follows(key)) {
      throw new IllegalStateException("key " + key + " does not ascend");
    }
    head(MajorType.UNSIGNED, key);
    return this;
  }

  /// What was written.
  public byte[] toBytes() {
    if (!nesting.isClosed()) {
      throw new IllegalStateException("an array or map is not full");
    }
    return out.toByteArray();
  }

  private void item(MajorType type, long argument) {
    if (!nesting.takeValue()) {
      throw new IllegalStateException("a key should come here");
    }
    head(type, argument);
  }

  private void head(MajorType type, long argument) {
    if (argument < 0) {
      throw new IllegalArgumentException("a size is at least 0, not " + argument);
    }
    if (argument < Heads.ONE_BYTE) {
      out.write(type.initialByte((int) argument));
      return;
    }
    int form = Heads.shortestForm(argument);
    out.write(type.initialByte(form));
    for (int shift = (Heads.lengthBytes(form) - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      out.write((int) (argument >>> shift));
    }
  }

  private static ByteBuffer utf8(String value) {
    try {
      return UTF_8.newEncoder().encode(CharBuffer.wrap(value));
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("the text has a lone surrogate", e);
    }
  }
}
