package org.genogate.genomics.cohort;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.util.function.Function;

/// Reads one file of a store at any place.
///
/// The file is mapped: a channel would be closed for everybody by the interrupt of one reader.
final class SealedInput {

  private static final int SEALED_BYTES = SealedOutput.BLOCK_BYTES + StoreKey.TAG_BYTES;

  private final StoreFile file;
  private final MemorySegment bytes;
  private final byte[] preamble;
  private final byte[] storeName;
  private final StoreKey key;
  private final BlockCache cache;
  private final long blocks;
  private final long length;

  private SealedInput(
      StoreFile file, MemorySegment bytes, Function<byte[], StoreKey> keys, BlockCache cache)
      throws CorruptStoreException {
    this.file = file;
    this.bytes = bytes;
    this.cache = cache;
    this.preamble = bytes.asSlice(0, Preamble.BYTES).toArray(ValueLayout.JAVA_BYTE);
    this.storeName = Preamble.storeName(file, preamble);
    this.key = keys.apply(storeName);
    long sealed = bytes.byteSize() - Preamble.BYTES;
    this.blocks = (sealed + SEALED_BYTES - 1) / SEALED_BYTES;
    this.length = sealed - blocks * StoreKey.TAG_BYTES;
  }

  /// Opens the file and its last block, so that a file cut short is found now.
  static SealedInput open(
      Path directory,
      StoreFile file,
      Function<byte[], StoreKey> keys,
      BlockCache cache,
      Arena arena)
      throws IOException {
    try (var channel =
        FileChannel.open(directory.resolve(file.fileName()), StandardOpenOption.READ)) {
      long size = channel.size();
      if (size < Preamble.BYTES + StoreKey.TAG_BYTES) {
        throw new CorruptStoreException("%s is %d bytes short".formatted(file.fileName(), size));
      }
      var mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, size, arena);
      var input = new SealedInput(file, mapped, keys, cache);
      input.block(input.blocks - 1);
      return input;
    }
  }

  byte[] storeName() {
    return storeName.clone();
  }

  /// The number of plain bytes.
  long length() {
    return length;
  }

  /// @throws CorruptStoreException if a block of it does not open
  byte[] read(long offset, int count) throws CorruptStoreException {
    if (offset < 0 || count < 0 || offset > length - count) {
      throw new CorruptStoreException(
          "%s has %d bytes, and some beyond were referred to".formatted(file.fileName(), length));
    }
    var result = new byte[count];
    int done = 0;
    while (done < count) {
      long at = offset + done;
      byte[] block = block(at / SealedOutput.BLOCK_BYTES);
      int from = (int) (at % SealedOutput.BLOCK_BYTES);
      int part = Math.min(count - done, block.length - from);
      System.arraycopy(block, from, result, done, part);
      done += part;
    }
    return result;
  }

  private byte[] block(long index) throws CorruptStoreException {
    var address = new BlockAddress(file.number(), index, index == blocks - 1);
    byte[] cached = cache.find(address);
    if (cached.length > 0) {
      return cached;
    }
    byte[] plain = opened(address);
    cache.keep(address, plain);
    return plain;
  }

  private byte[] opened(BlockAddress address) throws CorruptStoreException {
    long from = Preamble.BYTES + address.block() * SEALED_BYTES;
    long size = Math.min(SEALED_BYTES, bytes.byteSize() - from);
    try {
      return key.open(address, preamble)
          .doFinal(bytes.asSlice(from, size).toArray(ValueLayout.JAVA_BYTE));
    } catch (GeneralSecurityException e) {
      throw new CorruptStoreException(
          "block %d of %s does not open: it was changed, or the key is another"
              .formatted(address.block(), file.fileName()),
          e);
    }
  }
}
