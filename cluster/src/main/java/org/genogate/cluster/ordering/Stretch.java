package org.genogate.cluster.ordering;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.genogate.ledger.log.OrderedStore.Mark;

/// A base and the operations that follow it, all of them committed: what a node needs to go on from
/// there, but for the entries themselves.
///
/// As bytes: the base, how many operations (4), then for each its term (4), its count (4), the
/// length of its note (2), its note.
///
/// @param marks at least one, positions without a gap
record Stretch(Base base, List<Mark> marks) {

  private static final int MARK_BYTES = 10;

  Stretch {
    marks = List.copyOf(marks);
    if (marks.isEmpty()) {
      throw new IllegalArgumentException("a stretch without an operation");
    }
  }

  Mark last() {
    return marks.getLast();
  }

  int bytes() {
    return base.bytes()
        + 4
        + marks.stream().mapToInt(mark -> MARK_BYTES + mark.note().length).sum();
  }

  void writeTo(ByteBuffer buffer) {
    base.writeTo(buffer);
    buffer.putInt(marks.size());
    for (var mark : marks) {
      buffer.putInt((int) mark.term()).putInt(mark.count());
      buffer.putShort((short) mark.note().length).put(mark.note());
    }
  }

  /// @throws IllegalArgumentException if it is not what [#writeTo] wrote
  static Stretch readFrom(ByteBuffer buffer) {
    try {
      var state = Base.readFrom(buffer);
      int count = buffer.getInt();
      if (count < 1 || count > buffer.remaining() / MARK_BYTES) {
        throw new IllegalArgumentException("a stretch that announces more than it has");
      }
      var base = state;
      var marks = new ArrayList<Mark>(count);
      for (int i = 0; i < count; i++) {
        var mark = readMark(buffer, state);
        marks.add(mark);
        state = state.after(mark);
      }
      return new Stretch(base, marks);
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("a stretch that is cut short", e);
    }
  }

  private static Mark readMark(ByteBuffer buffer, Base before) {
    int term = buffer.getInt();
    int count = buffer.getInt();
    byte[] note = new byte[Short.toUnsignedInt(buffer.getShort())];
    buffer.get(note);
    if (term < before.term()) {
      throw new IllegalArgumentException("terms that fall");
    }
    Note.check(count, note);
    return new Mark(before.position() + 1, term, before.size(), count, note);
  }
}
