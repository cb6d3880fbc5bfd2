package org.genogate.genomics.source;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/// Writes block-compressed files, as `bgzip` does; closing it writes the empty block that says the
/// file is whole.
///
/// Spec: [BGZF, section 4.1](https://samtools.github.io/hts-specs/SAMv1.pdf)
public final class BgzfOutputStream extends OutputStream {

  /// What bgzip puts in a block: even data that does not compress then fits the 64 KiB that a
  /// block's size field can tell.
  private static final int BLOCK_BYTES = 0xff00;

  private static final int HEADER_BYTES = 18;
  private static final int FOOTER_BYTES = 8;

  /// gzip with one extra field, `BC`, of two bytes: the block's size less one.
  private static final byte[] HEADER = HexFormat.of().parseHex("1f8b08040000000000ff060042430200");

  /// The empty block of the specification.
  static final byte[] END =
      HexFormat.of().parseHex("1f8b08040000000000ff0600424302001b0003000000000000000000");

  private final OutputStream out;
  private final Deflater deflater;
  private final byte[] plain = new byte[BLOCK_BYTES];
  private final byte[] block = new byte[1 << 16];
  private int filled;
  private boolean closed;

  /// @param level of compression, 0 (none) to 9
  public BgzfOutputStream(OutputStream out, int level) {
    this.out = out;
    this.deflater = new Deflater(level, true);
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
      int part = Math.min(left, BLOCK_BYTES - filled);
      System.arraycopy(bytes, from, plain, filled, part);
      filled += part;
      from += part;
      left -= part;
      if (filled == BLOCK_BYTES) {
        endBlock();
      }
    }
  }

  private void endBlock() throws IOException {
    deflater.reset();
    deflater.setInput(plain, 0, filled);
    deflater.finish();
    int room = block.length - HEADER_BYTES - FOOTER_BYTES;
    int deflated = deflater.deflate(block, HEADER_BYTES, room);
    if (!deflater.finished()) {
      throw new IOException("%d bytes do not fit a block of 64 KiB".formatted(filled));
    }
    var crc = new CRC32();
    crc.update(plain, 0, filled);
    int size = HEADER_BYTES + deflated + FOOTER_BYTES;
    ByteBuffer.wrap(block)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(HEADER)
        .putShort((short) (size - 1))
        .position(HEADER_BYTES + deflated)
        .putInt((int) crc.getValue())
        .putInt(filled);
    out.write(block, 0, size);
    filled = 0;
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try (out) {
      if (filled > 0) {
        endBlock();
      }
      out.write(END);
    } finally {
      deflater.end();
    }
  }
}
