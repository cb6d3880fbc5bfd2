package org.genogate.gateway.access;

import java.io.IOException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/// Orders hand-overs against revocations, so that a revocation is final once it is acknowledged.
///
/// A stream compares consent versions and hands its batch to the socket inside one section. A
/// revocation first publishes the new consent version and then calls [#awaitHandOvers()]: a section
/// begun before that call is waited for, and a section begun later sees the new version. So no
/// batch made under the old one is handed over once the call has returned.
///
/// A section never waits for a socket or computes: it lasts microseconds.
final class ConsentFence {

  private final Lock handOver;
  private final Lock revocation;

  ConsentFence() {
    var lock = new ReentrantReadWriteLock();
    handOver = lock.readLock();
    revocation = lock.writeLock();
  }

  /// Compares versions and hands a batch over, or does not.
  @FunctionalInterface
  interface Attempt {
    boolean run() throws IOException;
  }

  /// Runs `attempt` inside a section.
  ///
  /// @return what `attempt` returned: whether the batch was handed over
  boolean handOver(Attempt attempt) throws IOException {
    handOver.lock();
    try {
      return attempt.run();
    } finally {
      handOver.unlock();
    }
  }

  /// Returns once every section begun before this call has ended.
  void awaitHandOvers() {
    revocation.lock();
    try {
      // To hold it is to know that no section is open: there is nothing else to do.
    } finally {
      revocation.unlock();
    }
  }
}
