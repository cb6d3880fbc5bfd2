package org.genogate.ledger.consent;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.genogate.ledger.cbor.MalformedCborException;

/// A set of people as bytes: the same set is always the same bytes.
///
/// The first byte says how the rest is read, whichever is shorter, the bitmap if both are:
///
/// - `0`: a bitmap, person `8 i + j` in bit `j` of byte `i`, without trailing zero bytes;
/// - `1`: for each person in ascending order, how many are skipped since the one before, as LEB128.
final class PeopleBytes {

  private static final byte BITMAP = 0;
  private static final byte SKIPS = 1;

  /// The ordinals that skips may lead to; more people than any log will hold.
  private static final long ORDINAL_LIMIT = 1L << 28;

  private PeopleBytes() {}

  static byte[] encode(PeopleSet people) {
    var bitmap = bitmap(people);
    var skips = skips(people, bitmap.length);
    return skips.length < bitmap.length ? skips : bitmap;
  }

  static PeopleSet decode(byte[] bytes) throws MalformedCborException {
    if (bytes.length == 0) {
      throw new MalformedCborException("a set of people has at least one byte");
    }
    var people =
        switch (bytes[0]) {
          case BITMAP -> ofBitmap(bytes);
          case SKIPS -> ofSkips(bytes);
          default -> throw new MalformedCborException("form %d of people".formatted(bytes[0]));
        };
    if (!Arrays.equals(encode(people), bytes)) {
      throw new MalformedCborException("a set of people that is not in its shortest form");
    }
    return people;
  }

  private static byte[] bitmap(PeopleSet people) {
    var words = people.toWords();
    var bytes = ByteBuffer.allocate(1 + words.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(BITMAP);
    for (long word : words) {
      bytes.putLong(word);
    }
    int length = bytes.position();
    while (length > 1 && bytes.get(length - 1) == 0) {
      length--;
    }
    return Arrays.copyOf(bytes.array(), length);
  }

  /// Stops when it can no longer be shorter than `limitBytes`.
  private static byte[] skips(PeopleSet people, int limitBytes) {
    var out = new ByteArrayOutputStream();
    out.write(SKIPS);
    var expected = new int[1];
    people.forEach(ordinal -> {
      if (out.size() < limitBytes) {
        writeLeb128(out, ordinal - expected[0]);
        expected[0] = ordinal + 1;
      }
    });
    return out.toByteArray();
  }

  private static void writeLeb128(ByteArrayOutputStream out, int value) {
    int rest = value;
    while (rest >= 0x80) {
      out.write(rest | 0x80);
      rest >>>= 7;
    }
    out.write(rest);
  }

  private static PeopleSet ofBitmap(byte[] bytes) {
    var padded = Arrays.copyOf(bytes, 1 + (bytes.length + 6) / Long.BYTES * Long.BYTES);
    var buffer = ByteBuffer.wrap(padded).order(ByteOrder.LITTLE_ENDIAN).position(1).slice();
    var words = new long[buffer.order(ByteOrder.LITTLE_ENDIAN).remaining() / Long.BYTES];
    buffer.asLongBuffer().get(words);
    return PeopleSet.ofWords(words);
  }

  private static PeopleSet ofSkips(byte[] bytes) throws MalformedCborException {
    var bits = new PeopleBits();
    long next = 0;
    long skip = 0;
    int shift = 0;
    for (int i = 1; i < bytes.length; i++) {
      skip |= (bytes[i] & 0x7fL) << shift;
      shift += 7;
      if (skip + next >= ORDINAL_LIMIT || shift > 35) {
        throw new MalformedCborException("an ordinal over 28 bits");
      }
      if (bytes[i] >= 0) {
        bits.add((int) (next + skip));
        next += skip + 1;
        skip = 0;
        shift = 0;
      }
    }
    return bits.toSet();
  }
}
