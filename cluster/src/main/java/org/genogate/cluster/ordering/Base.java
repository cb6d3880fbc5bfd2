package org.genogate.cluster.ordering;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.List;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.log.OrderedStore.Mark;

/// Where the log of operations begins that a node keeps at hand: the state after one operation.
///
/// This is all of a snapshot; the entries before it stay in the segments.
///
/// As bytes: position (8), term (8), entries (8), where the members last changed (8), the members.
///
/// @param position 0 if the log begins at its beginning
/// @param size how many entries were ordered up to here
/// @param membersPosition of the operation that made them members; 0 if they began
record Base(
    long position, long term, long size, long membersPosition, List<ValidatorName> members) {

  private static final int HEAD_BYTES = 32;

  Base {
    members = List.copyOf(members);
    if (position < 0
        || term < 0
        || term > Integer.MAX_VALUE
        || size < 0
        || membersPosition < 0
        || membersPosition > position
        || members.isEmpty()) {
      throw new IllegalArgumentException("a base that cannot be");
    }
  }

  /// The state after one operation more.
  Base after(Mark mark) {
    return Note.changesMembers(mark.note())
        ? new Base(
            mark.position(), mark.term(), mark.end(), mark.position(), Note.members(mark.note()))
        : new Base(mark.position(), mark.term(), mark.end(), membersPosition, members);
  }

  int bytes() {
    return HEAD_BYTES + Names.bytes(members);
  }

  void writeTo(ByteBuffer buffer) {
    buffer.putLong(position).putLong(term).putLong(size).putLong(membersPosition);
    Names.write(buffer, members);
  }

  /// @throws IllegalArgumentException if it is not what [#writeTo] wrote
  static Base readFrom(ByteBuffer buffer) {
    try {
      return new Base(
          buffer.getLong(),
          buffer.getLong(),
          buffer.getLong(),
          buffer.getLong(),
          Names.read(buffer));
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("a base that is cut short", e);
    }
  }
}
