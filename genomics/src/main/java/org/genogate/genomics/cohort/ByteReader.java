package org.genogate.genomics.cohort;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Takes apart what [ByteWriter] built. The bytes were authenticated, so they are ours.
final class ByteReader {

  private final ByteBuffer bytes;

  ByteReader(byte[] bytes) {
    this.bytes = ByteBuffer.wrap(bytes);
  }

  int octet() {
    return bytes.get() & 0xff;
  }

  long varint() {
    long value = 0;
    int shift = 0;
    while (true) {
      int octet = octet();
      value |= (long) (octet & 0x7f) << shift;
      if (octet < 0x80) {
        return value;
      }
      shift += 7;
    }
  }

  int count() {
    return Math.toIntExact(varint());
  }

  int int32() {
    return bytes.getInt();
  }

  long int64() {
    return bytes.getLong();
  }

  String text() {
    var utf8 = new byte[count()];
    bytes.get(utf8);
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
