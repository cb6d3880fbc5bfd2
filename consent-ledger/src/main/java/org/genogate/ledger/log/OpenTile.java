package org.genogate.ledger.log;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/// The tile at the right edge of a level, still growing; or the entry bundle there.
final class OpenTile {

  private final int level;
  private long n;
  private int width;
  private byte[] content = new byte[1 << 13];
  private int bytes;

  /// The widths at which a checkpoint was published, and how many bytes each has.
  private final SortedMap<Integer, Integer> published = new TreeMap<>();

  OpenTile(int level) {
    this.level = level;
  }

  void addHash(byte[] hash) {
    append(hash);
    width++;
  }

  /// Behind its length, as a bundle has it.
  void addEntry(byte[] entry) {
    append(new byte[] {(byte) (entry.length >>> Byte.SIZE), (byte) entry.length});
    append(entry);
    width++;
  }

  private void append(byte[] more) {
    if (bytes + more.length > content.length) {
      content = Arrays.copyOf(content, Math.max(2 * content.length, bytes + more.length));
    }
    System.arraycopy(more, 0, content, bytes, more.length);
    bytes += more.length;
  }

  boolean isFull() {
    return width == TilePath.FULL;
  }

  ByteBuffer content() {
    return contentUpTo(bytes);
  }

  /// Notes that a checkpoint ends here, so that this width has to be served.
  void mark() {
    if (width > 0) {
      published.put(width, bytes);
    }
  }

  SortedMap<Integer, Integer> published() {
    return published;
  }

  /// To be written before anything else is added.
  ByteBuffer contentUpTo(int end) {
    return ByteBuffer.wrap(content, 0, end);
  }

  void next() {
    n++;
    width = 0;
    bytes = 0;
    published.clear();
  }

  int level() {
    return level;
  }

  long n() {
    return n;
  }
}
