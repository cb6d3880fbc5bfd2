package org.genogate.cluster.ordering;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.genogate.ledger.event.ValidatorName;
import org.jspecify.annotations.Nullable;

/// The term that a node is in, and whom it voted for in it.
///
/// As bytes: term (4), and the name, if there is one.
record Vote(int term, @Nullable ValidatorName votedFor) {

  static final Vote NONE = new Vote(0, null);

  byte[] toBytes() {
    var names = Optional.ofNullable(votedFor).map(List::of).orElse(List.of());
    var bytes = ByteBuffer.allocate(4 + Names.bytes(names));
    bytes.putInt(term);
    Names.write(bytes, names);
    return bytes.array();
  }

  /// @throws IllegalArgumentException if it is not what [#toBytes] gave
  static Vote of(byte[] content) {
    try {
      var bytes = ByteBuffer.wrap(content);
      int term = bytes.getInt();
      var names = Names.read(bytes);
      if (term < 0 || names.size() > 1 || bytes.hasRemaining()) {
        throw new IllegalArgumentException("a malformed vote");
      }
      return new Vote(term, names.isEmpty() ? null : names.getFirst());
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("a vote that is cut short", e);
    }
  }
}
