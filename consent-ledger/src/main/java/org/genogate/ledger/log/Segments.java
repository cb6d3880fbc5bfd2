package org.genogate.ledger.log;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.concurrent.ConcurrentSkipListMap;

/// The files of the log, one after the other, and what is read from them.
///
/// One thread begins and drops files; any thread reads what is committed.
final class Segments {

  /// So much is read at once, or one entry.
  private static final int STEP_BYTES = 1 << 20;

  /// Takes records in log order.
  @FunctionalInterface
  interface Reader {
    void take(SegmentRecord record) throws IOException;
  }

  private final Disk disk;
  private final Path directory;
  private final ConcurrentSkipListMap<Long, Segment> segments = new ConcurrentSkipListMap<>();

  Segments(Disk disk, Path directory) {
    this.disk = disk;
    this.directory = directory;
  }

  /// Finds the files that are there, without a look into them.
  void find() throws IOException {
    for (String name : disk.list(directory)) {
      if (Segment.isName(name)) {
        add(Segment.firstIndex(name));
      }
    }
  }

  private Segment add(long firstIndex) {
    var segment = new Segment(firstIndex, directory.resolve(Segment.name(firstIndex)));
    segments.put(firstIndex, segment);
    return segment;
  }

  /// Makes a file of no records behind all others, durable with its name once this returns.
  Segment begin(long firstIndex, String origin) throws IOException {
    var file = directory.resolve(Segment.name(firstIndex));
    disk.put(file, Segment.header(firstIndex, origin));
    disk.forceDirectory(directory);
    return add(firstIndex);
  }

  Collection<Segment> all() {
    return Collections.unmodifiableCollection(segments.values());
  }

  boolean isEmpty() {
    return segments.isEmpty();
  }

  Segment last() {
    return segments.lastEntry().getValue();
  }

  boolean isLast(Segment segment) {
    return segment.firstIndex() == segments.lastKey();
  }

  /// Deletes the last file, durably.
  void dropLast() throws IOException {
    var last = last();
    disk.delete(last.path());
    disk.forceDirectory(directory);
    segments.remove(last.firstIndex());
  }

  /// Hands the records of the entries from `from` up to, not including, `to` on to `each`.
  ///
  /// @param to at most where the log ends
  void forEach(long from, long to, Reader each) throws IOException {
    long index = from;
    while (index < to) {
      var segment = segments.floorEntry(index).getValue();
      var next = segments.higherKey(segment.firstIndex());
      long stop = next == null ? to : Math.min(to, next);
      try (var input = disk.openToRead(segment.path())) {
        while (index < stop) {
          index = readSome(segment, input, index, stop, each);
        }
      } catch (EOFException e) {
        throw new CorruptLogException(segment.path().getFileName() + " is cut short", e);
      }
    }
  }

  /// Reads at least one entry, and as many as fit into a step.
  ///
  /// @return the index of the next one
  private static long readSome(Segment segment, Disk.Input input, long from, long stop, Reader each)
      throws IOException {
    int start = segment.offsetOf(from);
    long to = from + 1;
    while (to < stop && segment.endOf(to) - start <= STEP_BYTES) {
      to++;
    }
    var buffer = ByteBuffer.allocate(segment.endOf(to - 1) - start);
    input.read(start, buffer);
    buffer.flip();
    long index = from;
    while (index < to) {
      var record = SegmentRecord.readFrom(buffer);
      if (record.isEmpty() || record.get().index() != index) {
        throw segment.damaged(
            start + buffer.position(), "the record of entry " + index + " is damaged");
      }
      buffer.position(buffer.position() + record.get().sizeBytes());
      if (record.get().kind() != SegmentRecord.Kind.MARK) {
        each.take(record.get());
        index++;
      }
    }
    return to;
  }
}
