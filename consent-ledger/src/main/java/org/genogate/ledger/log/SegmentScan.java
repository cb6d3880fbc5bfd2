package org.genogate.ledger.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/// Reads a segment record by record, in a window that holds at least the largest one.
final class SegmentScan implements Closeable {

  private static final int WINDOW_BYTES = 4 << 20;

  private final Disk.Input file;
  private final long size;
  private final ByteBuffer window;
  private long windowStart;
  private long position;

  SegmentScan(Disk.Input file, long position) throws IOException {
    this.file = file;
    this.size = file.size();
    this.position = position;
    this.windowStart = position;
    this.window = ByteBuffer.allocate((int) Math.min(WINDOW_BYTES, Math.max(0, size - position)));
    fill();
  }

  /// Where the next record begins.
  long position() {
    return position;
  }

  /// The next record, or empty if none is well-formed there.
  Optional<SegmentRecord> next() throws IOException {
    var record = peek();
    record.ifPresent(found -> position += found.sizeBytes());
    return record;
  }

  private Optional<SegmentRecord> peek() throws IOException {
    long wanted = Math.min(SegmentRecord.MOST_BYTES, size - position);
    if (position + wanted > windowStart + window.limit()) {
      windowStart = position;
      fill();
    }
    window.position((int) (position - windowStart));
    return SegmentRecord.readFrom(window);
  }

  private void fill() throws IOException {
    window.clear();
    window.limit((int) Math.min(window.capacity(), Math.max(0, size - windowStart)));
    file.read(windowStart, window);
    window.flip();
  }

  /// Whether nothing but zeros follows: the room that was set aside for more.
  boolean restIsEmpty() throws IOException {
    var bytes = ByteBuffer.allocate(1 << 16);
    for (long at = position; at < size; at += bytes.limit()) {
      bytes.clear().limit((int) Math.min(bytes.capacity(), size - at));
      file.read(at, bytes);
      if (!ByteBuffer.allocate(bytes.limit()).equals(bytes.flip())) {
        return false;
      }
    }
    return true;
  }

  /// Whether a later record in this segment was written when entry `lost`, which should stand here,
  /// was committed. Moves on; looks at every place where a record could begin.
  boolean laterRecordKnows(long lost) throws IOException {
    for (long at = position + 8; at + SegmentRecord.HEADER_BYTES <= size; at += 8) {
      position = at;
      var later = peek();
      if (later.isPresent() && later.get().index() > lost && later.get().committed() > lost) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
