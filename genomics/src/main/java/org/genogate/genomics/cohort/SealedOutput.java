package org.genogate.genomics.cohort;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;

/// Writes one file of a store: its preamble, then sealed blocks of 64 KiB, the last one shorter.
final class SealedOutput extends OutputStream {

  /// AES-GCM opens 10 GB/s a core in blocks of this size, and twice it gains a sixth more.
  static final int BLOCK_BYTES = 1 << 16;

  private final FileChannel channel;
  private final StoreKey key;
  private final StoreFile file;
  private final byte[] preamble;
  private final byte[] plain = new byte[BLOCK_BYTES];
  private int filled;
  private long blocks;

  SealedOutput(Path directory, StoreFile file, byte[] storeName, StoreKey key) throws IOException {
    this.key = key;
    this.file = file;
    this.preamble = Preamble.of(file, storeName);
    this.channel =
        FileChannel.open(
            directory.resolve(file.fileName()),
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE);
    writeFully(preamble);
  }

  /// The number of plain bytes written so far.
  long position() {
    return blocks * BLOCK_BYTES + filled;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int from = offset;
    int left = length;
    while (left > 0) {
      if (filled == BLOCK_BYTES) {
        endBlock(false);
      }
      int part = Math.min(left, BLOCK_BYTES - filled);
      System.arraycopy(bytes, from, plain, filled, part);
      filled += part;
      from += part;
      left -= part;
    }
  }

  /// Seals the last block and makes the file durable.
  void finish() throws IOException {
    endBlock(true);
    channel.force(true);
  }

  private void endBlock(boolean last) throws IOException {
    var address = new BlockAddress(file.number(), blocks, last);
    try {
      writeFully(key.seal(address, preamble).doFinal(plain, 0, filled));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("AES-GCM seals any block", e);
    }
    blocks++;
    filled = 0;
  }

  private void writeFully(byte[] bytes) throws IOException {
    var buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  /// Closes the file; without [#finish] before it, as a file that will not open.
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
