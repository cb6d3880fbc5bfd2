package org.genogate.cluster.lease;

import java.nio.ByteBuffer;
import java.util.Optional;

/// What nodes tell each other about leases.
///
/// As bytes: version (1), kind (1), then the record's numbers of eight bytes each, big-endian, none
/// negative but a nonce.
sealed interface Message {

  byte VERSION = 1;
  int HEAD_BYTES = 2;

  /// The leader asks everybody: does your consensus still stand in my term, and what have you
  /// applied?
  ///
  /// @param round rises with each beat of a term
  /// @param wanted tell at once when you have applied so much; 0 for nothing in particular
  record Beat(long term, long round, long wanted) implements Message {
    @Override
    public byte[] toBytes() {
      return bytes(1, term, round, wanted);
    }
  }

  /// A node's consensus stood in `term` after it heard of `round`.
  ///
  /// @param nonce asks for a lease; [#NO_LEASE] for none
  record Answer(long term, long round, long nonce, long applied) implements Message {
    static final long NO_LEASE = 0;

    @Override
    public byte[] toBytes() {
      return bytes(2, term, round, nonce, applied);
    }
  }

  /// Whoever asked with `nonce` may read for so long since it asked, once it has applied so much.
  ///
  /// @param remainingNanos of the leader's own lease
  record Grant(long term, long nonce, long remainingNanos, long committed) implements Message {
    @Override
    public byte[] toBytes() {
      return bytes(3, term, nonce, remainingNanos, committed);
    }
  }

  byte[] toBytes();

  /// Reads what a peer sent; empty for anything but one whole message.
  static Optional<Message> parse(byte[] bytes) {
    if (bytes.length < HEAD_BYTES || bytes[0] != VERSION) {
      return Optional.empty();
    }
    var numbers = ByteBuffer.wrap(bytes, HEAD_BYTES, bytes.length - HEAD_BYTES);
    int count = bytes[1] == 1 ? 3 : 4;
    if (numbers.remaining() != count * Long.BYTES) {
      return Optional.empty();
    }
    long first = numbers.getLong();
    long second = numbers.getLong();
    long third = numbers.getLong();
    return switch (bytes[1]) {
      case 1 -> natural(first, second, third).map(_ -> new Beat(first, second, third));
      case 2 -> {
        long applied = numbers.getLong();
        yield natural(first, second, applied).map(_ -> new Answer(first, second, third, applied));
      }
      case 3 -> {
        long committed = numbers.getLong();
        yield natural(first, third, committed).map(_ -> new Grant(first, second, third, committed));
      }
      default -> Optional.empty();
    };
  }

  private static Optional<Long> natural(long a, long b, long c) {
    return a < 0 || b < 0 || c < 0 ? Optional.empty() : Optional.of(a);
  }

  private static byte[] bytes(int kind, long... numbers) {
    var buffer = ByteBuffer.allocate(HEAD_BYTES + numbers.length * Long.BYTES);
    buffer.put(VERSION).put((byte) kind);
    for (long number : numbers) {
      buffer.putLong(number);
    }
    return buffer.array();
  }
}
