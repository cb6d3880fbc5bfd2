package org.genogate.gateway.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.genogate.gateway.http.BodyCutException.Reason;

/// Runs requests on virtual threads of their own and decides how much of it goes on at once.
///
/// One for the whole process: its limits count over all event loops.
public final class Work {

  private static final Duration RETRY_AFTER_STOP = Duration.ofSeconds(10);

  private final WorkLimits limits;
  private final Semaphore cores;
  private final Admission admission;
  private final Set<StreamedBody> bodies = ConcurrentHashMap.newKeySet();
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private volatile boolean stopping;

  public Work(WorkLimits limits) {
    this.limits = limits;
    this.cores = new Semaphore(limits.cores(), true);
    this.admission = new Admission(limits.streamsPerRequester(), limits.streamsTotal());
  }

  /// What a request makes the gateway do. May wait and compute; sends its own answer.
  @FunctionalInterface
  public interface Task {
    /// A [ProblemException] is answered as it says, anything else as a 500 and logged.
    void run(RoutingContext context) throws Exception;
  }

  /// Reading or encoding that keeps a core busy.
  @FunctionalInterface
  public interface Computation<T, E extends Exception> {
    T run() throws E;
  }

  /// A handler that runs `task` on a virtual thread. The body was read before, within its limit.
  public Handler<RoutingContext> handler(Task task) {
    return context -> {
      if (stopping) {
        Problems.answer(context, stopped());
        return;
      }
      RequestLog.note(context);
      Departure.watch(context);
      var thread = Thread.ofVirtual().name("request").unstarted(() -> run(task, context));
      threads.add(thread);
      thread.start();
    };
  }

  /// Runs `computation` while holding one of as many permits as there are cores. Never wait for a
  /// socket or the ledger inside.
  public <T, E extends Exception> T compute(Computation<T, E> computation) throws E {
    cores.acquireUninterruptibly();
    try {
      return computation.run();
    } finally {
      cores.release();
    }
  }

  /// Admits one more streamed answer. Sends nothing yet, so a problem can still be answered.
  ///
  /// @param requester who asks, for the cap of each
  /// @return to be closed, which also breaks the transfer if the body was not ended
  /// @throws ProblemException 429 or 503 with `Retry-After` if there are too many, 505 for HTTP/1.0
  public StreamedBody stream(RoutingContext context, String requester) {
    if (!StreamedBody.canBeCut(context.request().version())) {
      throw new ProblemException(
          new Problem(
              505,
              "http-version-not-supported",
              "HTTP/1.1 or HTTP/2 is needed",
              "over HTTP/1.0 a body that was cut looks whole"));
    }
    admission.enter(requester);
    var body = new StreamedBody(context, pace(), closed -> release(closed, requester));
    bodies.add(body);
    if (stopping) {
      body.close();
      throw new ProblemException(stopped());
    }
    return body;
  }

  /// Streams under way.
  int streams() {
    return bodies.size();
  }

  /// Takes on nothing new. What is under way goes on.
  void refuseNew() {
    stopping = true;
  }

  /// Wakes every stream's writer, so that it can record the end and abort.
  void cutStreams() {
    bodies.forEach(body -> body.cut(Reason.GATEWAY_STOPS));
  }

  /// @return true if all that was under way has ended within `time`
  boolean awaitIdle(Duration time) throws InterruptedException {
    long deadline = System.nanoTime() + time.toNanos();
    while (true) {
      var someone = threads.stream().findAny();
      if (someone.isEmpty()) {
        return true;
      }
      if (!someone.get().join(Duration.ofNanos(deadline - System.nanoTime()))) {
        return false;
      }
    }
  }

  /// For what neither finished nor noticed the cut.
  void interruptAll() {
    threads.forEach(Thread::interrupt);
  }

  private void run(Task task, RoutingContext context) {
    try {
      task.run(context);
      var response = context.response();
      if (!response.headWritten() && !response.ended() && !response.closed()) {
        throw new IllegalStateException("the handler sent no answer");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      Problems.answer(context, stopped());
    } catch (Exception | Error e) {
      Problems.answer(context, e);
    } finally {
      threads.remove(Thread.currentThread());
    }
  }

  private void release(StreamedBody body, String requester) {
    if (bodies.remove(body)) {
      admission.leave(requester);
    }
  }

  private Pace pace() {
    return new Pace(limits.minBytesPerSecond(), limits.patience());
  }

  private static Problem stopped() {
    return Problem.unavailable("stopping", "the gateway is stopping", RETRY_AFTER_STOP);
  }
}
