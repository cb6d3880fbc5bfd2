package org.genogate.gateway.access;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Orders hand-overs against revocations, so that a revocation is final once it is acknowledged.
///
/// A stream compares consent versions and hands its batch to the socket inside one section. A
/// revocation first publishes the new consent version and then calls [#awaitHandOvers()]: a section
/// begun before that call is waited for, and a section begun later sees the new version. So no
/// batch made under the old one is handed over once the call has returned.
///
/// A section never waits: it is counted in, runs for microseconds, and is counted out. A read-write
/// lock would make it park now and then, and a parked virtual thread may find every carrier busy;
/// measured with eight busy streams on two cores, revocations then waited for minutes.
class ConsentFence {

  /// How long a revocation sleeps between two looks at sections that are still open.
  private static final long LOOK_NANOS = 20_000;

  /// Sections are counted by the epoch they began in; two counts suffice, since a revocation waits
  /// out one epoch before the next can begin.
  private final AtomicLong epoch = new AtomicLong();

  private final AtomicLong evenSections = new AtomicLong();
  private final AtomicLong oddSections = new AtomicLong();
  private final Object revocations = new Object();

  /// Compares versions and hands a batch over, or does not.
  @FunctionalInterface
  interface Attempt {
    boolean run() throws IOException;
  }

  /// Runs `attempt` inside a section.
  ///
  /// @return what `attempt` returned: whether the batch was handed over
  boolean handOver(Attempt attempt) throws IOException {
    var sections = enter();
    try {
      return attempt.run();
    } finally {
      sections.decrementAndGet();
    }
  }

  private AtomicLong enter() {
    while (true) {
      long current = epoch.get();
      var sections = sections(current);
      sections.incrementAndGet();
      if (epoch.get() == current) {
        return sections;
      }
      // A revocation began in between and may not have seen this section: it begins again, after
      // it.
      sections.decrementAndGet();
    }
  }

  /// Returns once every section begun before this call has ended.
  void awaitHandOvers() {
    synchronized (revocations) {
      var begunBefore = sections(epoch.getAndIncrement());
      while (begunBefore.get() != 0) {
        LockSupport.parkNanos(LOOK_NANOS);
      }
    }
  }

  private AtomicLong sections(long epoch) {
    return epoch % 2 == 0 ? evenSections : oddSections;
  }
}
