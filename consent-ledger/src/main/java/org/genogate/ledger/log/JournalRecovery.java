package org.genogate.ledger.log;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// Finds out what an earlier process left in the segments: what is whole, where a torn tail begins,
/// and whether anything is lost that was promised.
///
/// Only reads: segments that are refused stay as they were found.
final class JournalRecovery {

  private final Disk disk;
  private final Segments segments;
  private final String origin;
  private final long signedSize;

  private final List<Operation> operations = new ArrayList<>();
  private long tail;
  private long committed;

  /// How many entries of the last operation are still missing.
  private long toCome;

  private long end;
  private boolean torn;

  // Ends of the seals: the last one known to be committed, and those after it.
  private long committedSeal;
  private final ArrayDeque<Long> laterSeals = new ArrayDeque<>();

  /// What was found.
  ///
  /// @param operations that are whole, in the order they were written
  /// @param tail the index that comes next
  /// @param committed how many entries are known to be committed
  /// @param committedSeal how many there are up to the last seal among those, 0 if there is none
  /// @param end where the records of the last segment end
  /// @param torn whether anything but empty room follows there
  record Found(
      List<Operation> operations,
      long tail,
      long committed,
      long committedSeal,
      long end,
      boolean torn) {}

  /// @param signedSize what was signed; fewer entries than that are a loss, never a torn tail
  JournalRecovery(Disk disk, Segments segments, String origin, long signedSize) {
    this.disk = disk;
    this.segments = segments;
    this.origin = origin;
    this.signedSize = signedSize;
    this.committed = signedSize;
  }

  /// Reads everything, once.
  ///
  /// @throws CorruptLogException naming the segment and the offset
  Found read() throws IOException {
    for (Segment segment : segments.all()) {
      read(segment);
    }
    if (tail < committed) {
      throw new CorruptLogException(
          signedSize == committed
              ? "a checkpoint of size %d is signed, but %d entries are stored (%s)"
                  .formatted(signedSize, tail, segments.isEmpty() ? "no segment" : lastSegment())
              : "%d entries were committed, but %d are stored (%s)"
                  .formatted(committed, tail, lastSegment()));
    }
    passCommittedSeals();
    return new Found(operations, tail, committed, committedSeal, end, torn);
  }

  private String lastSegment() {
    return segments.last().path().getFileName() + " ends at offset " + end;
  }

  private void read(Segment segment) throws IOException {
    if (segment.firstIndex() != tail) {
      throw segment.damaged(0, "the segment that holds entry " + tail + " is missing");
    }
    try (var input = disk.openToRead(segment.path())) {
      segment.verifyHeader(input, origin);
      var scan = new SegmentScan(input, Segment.HEADER_BYTES);
      end = scan.position();
      for (var next = scan.next(); next.isPresent(); next = scan.next()) {
        take(segment, next.get(), scan.position());
      }
      boolean half = cutHalfOperation(segment);
      torn = half || !scan.restIsEmpty();
      if (torn) {
        refuseLoss(segment, scan);
      }
    }
  }

  private void take(Segment segment, SegmentRecord record, long recordEnd)
      throws CorruptLogException {
    if (record.index() != tail) {
      throw segment.damaged(end, "entry " + tail + " is wanted, not " + record.index());
    }
    if (record.kind() == SegmentRecord.Kind.MARK) {
      begin(segment, record);
    } else if (toCome == 0) {
      throw segment.damaged(end, "entry " + tail + " belongs to no operation");
    } else {
      segment.add(recordEnd);
      tail = record.index() + 1;
      toCome--;
      noteSeal(record);
    }
    committed = Math.max(committed, record.committed());
    end = recordEnd;
  }

  private void begin(Segment segment, SegmentRecord record) throws CorruptLogException {
    var mark = record.mark();
    if (toCome > 0 || mark.isEmpty() || mark.get().count() < 0) {
      throw segment.damaged(end, "a mark where there should be none");
    }
    operations.add(new Operation(mark.get(), segment, (int) end));
    toCome = mark.get().count();
  }

  private void noteSeal(SegmentRecord record) {
    if (record.kind() == SegmentRecord.Kind.SEAL) {
      laterSeals.add(record.index() + 1);
    }
    passCommittedSeals();
  }

  private void passCommittedSeals() {
    while (!laterSeals.isEmpty() && laterSeals.peek() <= committed) {
      committedSeal = laterSeals.remove();
    }
  }

  /// An operation is whole or not there: nobody was told of a part of it.
  private boolean cutHalfOperation(Segment segment) {
    if (toCome == 0) {
      return false;
    }
    var half = operations.removeLast();
    tail = half.mark().firstIndex();
    segment.cut(tail);
    end = half.offset();
    toCome = 0;
    return true;
  }

  /// Tells a torn tail, which nobody was promised, from the loss of what was committed.
  private void refuseLoss(Segment segment, SegmentScan scan) throws IOException {
    if (!segments.isLast(segment) || tail < committed || scan.laterRecordKnows(tail)) {
      throw segment.damaged(end, "the record of entry " + tail + " is damaged");
    }
  }
}
