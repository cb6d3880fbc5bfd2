package org.genogate.gateway.node;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/// Writes a tar archive that any tar unpacks, with files for their owner alone.
///
/// Spec: ustar of [POSIX pax](https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html)
final class TarWriter implements Closeable {

  private static final int BLOCK = 512;
  private static final int NAME_BYTES = 100;
  private static final int CHECKSUM_AT = 148;
  private static final int CHECKSUM_BYTES = 8;
  private static final int MAGIC_AT = 257;
  private static final int KIND_AT = 156;

  private final OutputStream out;

  TarWriter(OutputStream out) {
    this.out = out;
  }

  void directory(String name) throws IOException {
    out.write(header(name + "/", 0, 0700, '5'));
  }

  /// @param size of `content` in bytes, which is read to its end
  void file(String name, long size, InputStream content) throws IOException {
    out.write(header(name, size, 0600, '0'));
    long written = content.transferTo(out);
    if (written != size) {
      throw new IOException("%s changed while it was copied".formatted(name));
    }
    out.write(new byte[(int) (-size & (BLOCK - 1))]);
  }

  private static byte[] header(String name, long size, int mode, char kind) throws IOException {
    var block = new byte[BLOCK];
    var path = name.getBytes(UTF_8);
    if (path.length > NAME_BYTES) {
      throw new IOException("a name in a tar archive is at most 100 bytes: " + name);
    }
    System.arraycopy(path, 0, block, 0, path.length);
    put(block, 100, "%07o\0".formatted(mode));
    put(block, 108, "%07o\0".formatted(0));
    put(block, 116, "%07o\0".formatted(0));
    put(block, 124, "%011o\0".formatted(size));
    put(block, 136, "%011o\0".formatted(0));
    Arrays.fill(block, CHECKSUM_AT, CHECKSUM_AT + CHECKSUM_BYTES, (byte) ' ');
    block[KIND_AT] = (byte) kind;
    put(block, MAGIC_AT, "ustar\00000");
    int sum = 0;
    for (byte each : block) {
      sum += Byte.toUnsignedInt(each);
    }
    put(block, CHECKSUM_AT, "%06o\0 ".formatted(sum));
    return block;
  }

  private static void put(byte[] block, int at, String text) {
    var bytes = text.getBytes(US_ASCII);
    System.arraycopy(bytes, 0, block, at, bytes.length);
  }

  @Override
  public void close() throws IOException {
    out.write(new byte[2 * BLOCK]);
    out.close();
  }
}
