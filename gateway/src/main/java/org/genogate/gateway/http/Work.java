package org.genogate.gateway.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/// Runs requests on virtual threads of their own and decides how much of it goes on at once.
@SuppressWarnings("DoNotCallSuggester")
public final class Work {

  public Work(WorkLimits limits) {
    throw new UnsupportedOperationException();
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
    throw new UnsupportedOperationException();
  }

  /// Runs `computation` while holding one of as many permits as there are cores. Never wait for a
  /// socket or the ledger inside.
  public <T, E extends Exception> T compute(Computation<T, E> computation) throws E {
    throw new UnsupportedOperationException();
  }

  /// Admits one more streamed answer. Sends nothing yet, so a problem can still be answered.
  ///
  /// @param requester who asks, for the cap of each
  /// @return to be closed, which also breaks the transfer if the body was not ended
  /// @throws ProblemException 429 or 503 with `Retry-After` if there are too many, 505 for HTTP/1.0
  public StreamedBody stream(RoutingContext context, String requester) {
    throw new UnsupportedOperationException();
  }
}
