package org.genogate.genomics.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;

/// Reads a block-compressed file and trusts none of it: every block's checksum and size must fit,
/// and the last block must be the empty one that says the file is whole.
///
/// Spec: [BGZF, section 4.1](https://samtools.github.io/hts-specs/SAMv1.pdf)
final class BgzfInputStream extends InputStream {

  private static final int MAX_BLOCK_BYTES = 1 << 16;
  private static final int FIXED_HEADER_BYTES = 12;
  private static final int FOOTER_BYTES = 8;

  private final InputStream in;
  private final BlockInflater inflater = new BlockInflater();
  private final byte[] block = new byte[MAX_BLOCK_BYTES];
  private final byte[] plain = new byte[MAX_BLOCK_BYTES];

  /// Where the current block starts in the file, and where the next one does.
  private long blockOffset;

  private long nextOffset;
  private int position;
  private int limit;
  private boolean ended;
  private boolean lastWasEmpty;

  BgzfInputStream(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    return fill() ? plain[position++] & 0xff : -1;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int part = Math.min(length, limit - position);
    System.arraycopy(plain, position, bytes, offset, part);
    position += part;
    return part;
  }

  /// Whether a byte is left to read.
  private boolean fill() throws IOException {
    while (position == limit) {
      if (ended) {
        return false;
      }
      nextBlock();
    }
    return true;
  }

  private void nextBlock() throws IOException {
    blockOffset = nextOffset;
    int header = in.readNBytes(block, 0, FIXED_HEADER_BYTES);
    if (header == 0) {
      if (!lastWasEmpty) {
        throw malformed("the file ends without its end-of-file block, so it was cut short");
      }
      ended = true;
      return;
    }
    if (header < FIXED_HEADER_BYTES) {
      throw malformed("the file was cut inside a block");
    }
    if (byteAt(0) != 0x1f || byteAt(1) != 0x8b || byteAt(2) != 8 || byteAt(3) != 4) {
      throw malformed("no block-compressed data begins here; compress with bgzip, not gzip");
    }
    int dataStart = FIXED_HEADER_BYTES + shortAt(10);
    readInto(FIXED_HEADER_BYTES, dataStart);
    int size = blockSize(dataStart);
    if (size < dataStart + FOOTER_BYTES) {
      throw malformed("a block of %d bytes cannot hold its own frame".formatted(size));
    }
    readInto(dataStart, size);
    inflate(dataStart, size - FOOTER_BYTES);
    nextOffset = blockOffset + size;
  }

  /// The whole block's size, from the extra field `BC`.
  private int blockSize(int extraEnd) throws MalformedVcfException {
    int at = FIXED_HEADER_BYTES;
    while (at + 4 <= extraEnd) {
      int length = shortAt(at + 2);
      if (byteAt(at) == 'B' && byteAt(at + 1) == 'C' && length == 2 && at + 6 <= extraEnd) {
        return shortAt(at + 4) + 1;
      }
      at += 4 + length;
    }
    throw malformed("a block does not tell its size; compress with bgzip, not gzip");
  }

  private void readInto(int from, int to) throws IOException {
    if (to > MAX_BLOCK_BYTES) {
      throw malformed("a block's header is longer than a block");
    }
    if (in.readNBytes(block, from, to - from) < to - from) {
      throw malformed("the file was cut inside a block");
    }
  }

  private void inflate(int from, int to) throws MalformedVcfException {
    long wantedCrc = intAt(to) & 0xffffffffL;
    long wantedSize = intAt(to + 4) & 0xffffffffL;
    if (wantedSize > MAX_BLOCK_BYTES) {
      throw malformed("a block holds at most 64 KiB, not %d bytes".formatted(wantedSize));
    }
    try {
      limit = inflater.inflate(block, from, to - from, plain);
    } catch (DataFormatException e) {
      throw new MalformedVcfException(at("a block does not inflate"), e);
    }
    position = 0;
    var crc = new CRC32();
    crc.update(plain, 0, limit);
    if (limit != wantedSize || crc.getValue() != wantedCrc) {
      throw malformed("a block's checksum or size does not fit its data");
    }
    lastWasEmpty = limit == 0;
  }

  private int byteAt(int index) {
    return block[index] & 0xff;
  }

  private int shortAt(int index) {
    return byteAt(index) | byteAt(index + 1) << 8;
  }

  private int intAt(int index) {
    return shortAt(index) | shortAt(index + 2) << 16;
  }

  private MalformedVcfException malformed(String what) {
    return new MalformedVcfException(at(what));
  }

  private String at(String what) {
    return "byte %d: %s".formatted(blockOffset, what);
  }

  @Override
  public void close() throws IOException {
    inflater.close();
    in.close();
  }
}
