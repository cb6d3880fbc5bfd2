package org.genogate.genomics.cohort;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The only plain bytes of a file: what it is, and the random name of its store. Every block's seal
/// covers them.
final class Preamble {

  static final int BYTES = 32;
  static final int NAME_BYTES = 16;

  private static final byte[] MAGIC = "GENOGATE\0COH".getBytes(StandardCharsets.US_ASCII);
  private static final short VERSION = 1;

  private Preamble() {}

  static byte[] of(StoreFile file, byte[] storeName) {
    return ByteBuffer.allocate(BYTES)
        .put(MAGIC)
        .putShort(VERSION)
        .putShort((short) file.number())
        .put(storeName)
        .array();
  }

  /// The store's name.
  ///
  /// @throws CorruptStoreException if these bytes begin no file of this kind and version
  static byte[] storeName(StoreFile file, byte[] preamble) throws CorruptStoreException {
    byte[] name = Arrays.copyOfRange(preamble, BYTES - NAME_BYTES, BYTES);
    if (!Arrays.equals(preamble, of(file, name))) {
      throw new CorruptStoreException(
          "%s does not begin as a file of store format %d does"
              .formatted(file.fileName(), VERSION));
    }
    return name;
  }
}
