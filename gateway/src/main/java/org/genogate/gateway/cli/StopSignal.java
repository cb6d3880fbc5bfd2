package org.genogate.gateway.cli;

import java.util.concurrent.CountDownLatch;

/// SIGTERM or Ctrl-C, for a command that serves until one comes.
///
/// The JVM ends as soon as its hooks have returned. So the hook waits until the command has stopped
/// what it served, which is when it closes this; it must not wait for the command's thread, which
/// calls `System.exit` at last and is held there until the hooks are done.
final class StopSignal implements AutoCloseable {

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread hook = new Thread(this::holdTheEnd, "stop");

  private StopSignal() {}

  /// Listens from now on. Close it after what it stops.
  static StopSignal install() {
    var signal = new StopSignal();
    Runtime.getRuntime().addShutdownHook(signal.hook);
    return signal;
  }

  /// Returns once the process is told to stop.
  void await() throws InterruptedException {
    asked.await();
  }

  private void holdTheEnd() {
    asked.countDown();
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    stopped.countDown();
    if (asked.getCount() > 0) {
      forget();
    }
  }

  private void forget() {
    try {
      var _ = Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process was told to stop just now: the hook runs, and returns by itself.
      asked.countDown();
    }
  }
}
