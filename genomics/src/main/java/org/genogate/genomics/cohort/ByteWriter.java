package org.genogate.genomics.cohort;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Builds the byte forms of rows and of the header.
final class ByteWriter {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  ByteWriter raw(byte[] value) {
    bytes.writeBytes(value);
    return this;
  }

  ByteWriter octet(int value) {
    bytes.write(value);
    return this;
  }

  /// Seven bits a byte, the lowest first; not negative.
  ByteWriter varint(long value) {
    long rest = value;
    while (rest > 0x7f) {
      bytes.write(((int) rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    bytes.write((int) rest);
    return this;
  }

  ByteWriter int32(int value) {
    return raw(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
  }

  ByteWriter int64(long value) {
    return raw(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
  }

  ByteWriter text(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    return varint(utf8.length).raw(utf8);
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }
}
