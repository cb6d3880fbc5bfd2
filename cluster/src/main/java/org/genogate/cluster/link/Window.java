package org.genogate.cluster.link;

/// How much may be on its way to a peer that has not said it arrived.
///
/// Hazelcast queues without bound for a peer that stands still, and drops without a word what a
/// busy one cannot take. So what it holds is bounded here.
///
/// For one thread.
final class Window {

  static final int MOST_MESSAGES = 4096;
  static final int MOST_BYTES = 8 << 20;

  /// When nothing was heard for so long, one more message asks whether anybody is there: what had
  /// to be acknowledged, or the acknowledgement, may be lost.
  private static final long ASK_NANOS = 500_000_000L;

  /// For a sequence number, modulo the size: all bytes sent up to it.
  private final long[] totals = new long[2 * MOST_MESSAGES];

  private long sent;
  private long acknowledged;
  private long lastNanos = System.nanoTime();

  boolean hasRoom() {
    return sent - acknowledged < MOST_MESSAGES && total(sent) - total(acknowledged) < MOST_BYTES;
  }

  /// Whether the next message may go: there is room, or it is time to ask.
  boolean mayPass() {
    return hasRoom()
        || (System.nanoTime() - lastNanos > ASK_NANOS && sent - acknowledged < totals.length - 1);
  }

  /// @return the sequence number of the message, from 1
  long sent(int bytes) {
    long before = total(sent);
    sent++;
    totals[slot(sent)] = before + bytes;
    lastNanos = System.nanoTime();
    return sent;
  }

  void acknowledged(long sequence) {
    if (sequence > acknowledged && sequence <= sent) {
      acknowledged = sequence;
      lastNanos = System.nanoTime();
    }
  }

  private long total(long sequence) {
    return totals[slot(sequence)];
  }

  private int slot(long sequence) {
    return (int) (sequence % totals.length);
  }
}
