package org.genogate.cluster.link;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.genogate.cluster.link.Link.Channel;
import org.jspecify.annotations.Nullable;

/// What waits to be sent to one peer: bounded, and when it is full the oldest goes.
///
/// Safe for many threads.
final class Outbox {

  static final int MOST_MESSAGES = 65_536;
  static final int MOST_BYTES = 64 << 20;

  /// Handshakes go first, and are few: more than this are somebody's flood.
  private static final int MOST_URGENT = 16;

  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Outgoing(Channel channel, byte[] message) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();

  // GuardedBy("lock")
  private final ArrayDeque<Outgoing> waiting = new ArrayDeque<>();
  // GuardedBy("lock")
  private final ArrayDeque<byte[]> urgent = new ArrayDeque<>();
  // GuardedBy("lock")
  private long bytes;
  // GuardedBy("lock")
  private byte @Nullable [] acknowledgement;
  // GuardedBy("lock")
  private boolean poked;
  // GuardedBy("lock")
  private long dropped;

  void add(Outgoing outgoing) {
    lock.lock();
    try {
      waiting.addLast(outgoing);
      bytes += outgoing.message().length;
      while (waiting.size() > MOST_MESSAGES || bytes > MOST_BYTES) {
        bytes -= waiting.removeFirst().message().length;
        dropped++;
      }
      news.signal();
    } finally {
      lock.unlock();
    }
  }

  void addUrgent(byte[] frame) {
    lock.lock();
    try {
      if (urgent.size() < MOST_URGENT) {
        urgent.addLast(frame);
        news.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Each stands for those before it.
  void acknowledge(byte[] frame) {
    lock.lock();
    try {
      acknowledgement = frame;
      news.signal();
    } finally {
      lock.unlock();
    }
  }

  /// Lets the one that waits look again.
  void poke() {
    lock.lock();
    try {
      poked = true;
      news.signal();
    } finally {
      lock.unlock();
    }
  }

  /// Waits until there is anything, somebody pokes, or this time is over.
  void await(long nanos, boolean alsoForMessages) throws InterruptedException {
    lock.lock();
    try {
      long left = nanos;
      while (left > 0 && !isNews(alsoForMessages)) {
        left = news.awaitNanos(left);
      }
      poked = false;
    } finally {
      lock.unlock();
    }
  }

  private boolean isNews(boolean alsoForMessages) {
    return poked
        || !urgent.isEmpty()
        || acknowledgement != null
        || (alsoForMessages && !waiting.isEmpty());
  }

  /// Whether something is to be done before the next message.
  boolean hasNews() {
    lock.lock();
    try {
      return isNews(false);
    } finally {
      lock.unlock();
    }
  }

  Optional<byte[]> takeUrgent() {
    lock.lock();
    try {
      if (acknowledgement != null) {
        var frame = acknowledgement;
        acknowledgement = null;
        return Optional.of(frame);
      }
      return Optional.ofNullable(urgent.pollFirst());
    } finally {
      lock.unlock();
    }
  }

  Optional<Outgoing> take() {
    lock.lock();
    try {
      var first = Optional.ofNullable(waiting.pollFirst());
      first.ifPresent(outgoing -> bytes -= outgoing.message().length);
      return first;
    } finally {
      lock.unlock();
    }
  }

  void clear() {
    lock.lock();
    try {
      waiting.clear();
      urgent.clear();
      acknowledgement = null;
      bytes = 0;
    } finally {
      lock.unlock();
    }
  }

  /// How many messages went because others came after them.
  long dropped() {
    lock.lock();
    try {
      return dropped;
    } finally {
      lock.unlock();
    }
  }
}
