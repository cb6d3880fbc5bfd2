package org.genogate.ledger.log;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/// The tile at the right edge of a level, still growing; or the entry bundle there.
final class OpenTile {

  private final int level;
  private long n;
  private int width;
  private final ByteArrayOutputStream content = new ByteArrayOutputStream();

  /// The widths at which a checkpoint was published, and how many bytes each has.
  private final SortedMap<Integer, Integer> published = new TreeMap<>();

  OpenTile(int level) {
    this.level = level;
  }

  void add(byte[] item) {
    content.writeBytes(item);
    width++;
  }

  boolean isFull() {
    return width == TilePath.FULL;
  }

  byte[] content() {
    return content.toByteArray();
  }

  /// Notes that a checkpoint ends here, so that this width has to be served.
  void mark() {
    if (width > 0) {
      published.put(width, content.size());
    }
  }

  SortedMap<Integer, Integer> published() {
    return published;
  }

  byte[] contentUpTo(int bytes) {
    return Arrays.copyOf(content(), bytes);
  }

  void next() {
    n++;
    width = 0;
    content.reset();
    published.clear();
  }

  int level() {
    return level;
  }

  long n() {
    return n;
  }
}
