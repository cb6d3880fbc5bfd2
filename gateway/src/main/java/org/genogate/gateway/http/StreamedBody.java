package org.genogate.gateway.http;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.genogate.gateway.http.BodyCutException.Reason;
import org.jspecify.annotations.Nullable;

/// A response body whose writer waits for the client, so that a slow client slows the reader of the
/// genome file instead of filling the heap.
///
/// Used by one virtual thread. Nothing is sent before the first [#hand], so until then the request
/// can still be answered with a [Problem].
public final class StreamedBody implements AutoCloseable {

  /// How long the mark of an abort may take to leave. A client that reads gets it at once.
  private static final long MARK_SECONDS = 1;

  private final RoutingContext context;
  private final HttpServerResponse response;
  private final Pace pace;
  private final Consumer<StreamedBody> release;
  private final CompletableFuture<Void> cut = new CompletableFuture<>();
  private boolean begun;
  private boolean over;
  private long bytesTaken;
  private int bytesPending;
  private volatile CompletableFuture<Void> pending = CompletableFuture.completedFuture(null);

  StreamedBody(RoutingContext context, Pace pace, Consumer<StreamedBody> release) {
    this.context = context;
    this.response = context.response();
    this.pace = pace;
    this.release = release;
    Departure.of(context).onLeft(() -> cut(Reason.CLIENT_LEFT));
  }

  /// A body cut short over HTTP/1.0 ends as a whole one does.
  static boolean canBeCut(HttpVersion version) {
    return version != HttpVersion.HTTP_1_0;
  }

  /// Sets a response header; before the first [#hand] only.
  public StreamedBody header(String name, String value) {
    response.putHeader(name, value);
    return this;
  }

  /// Gives `bytes` to the socket and returns at once. They are ours no more: what is handed may
  /// reach the client whatever happens next. Call [#awaitTaken] before the next one.
  ///
  /// @throws BodyCutException if the client left or the gateway stops
  public void hand(byte[] bytes) throws BodyCutException {
    if (!pending.isDone()) {
      throw new IllegalStateException("what was handed before is not taken yet");
    }
    check();
    if (!begun) {
      begun = true;
      response.setChunked(true);
    }
    bytesPending = bytes.length;
    waitFor(response.write(Buffer.buffer(bytes)));
  }

  /// Returns once the socket has taken what was handed.
  ///
  /// @throws BodyCutException if the client left or is too slow, or the gateway stops
  public void awaitTaken() throws BodyCutException {
    long begin = System.nanoTime();
    try {
      pending.get(pace.allowanceNanos(bytesPending), NANOSECONDS);
    } catch (TimeoutException e) {
      cut(Reason.CLIENT_TOO_SLOW);
      throw new BodyCutException(Reason.CLIENT_TOO_SLOW, e);
    } catch (ExecutionException e) {
      throw cutFor(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BodyCutException(Reason.GATEWAY_STOPS, e);
    }
    pace.took(bytesPending, System.nanoTime() - begin);
    bytesTaken += bytesPending;
    bytesPending = 0;
  }

  /// Hands `bytes` and waits until the socket has taken them.
  ///
  /// @throws BodyCutException if the client left or is too slow, or the gateway stops
  public void write(byte[] bytes) throws BodyCutException {
    hand(bytes);
    awaitTaken();
  }

  /// For long work between two writes: notices a client that left, or a stop.
  ///
  /// @throws BodyCutException if [#hand] would throw it
  public void check() throws BodyCutException {
    if (cut.isCompletedExceptionally()) {
      throw cutFor(cut.exceptionNow());
    }
  }

  /// Bytes that the socket has taken, the body's alone.
  public long bytesTaken() {
    return bytesTaken;
  }

  /// Ends a whole body and waits until all of it has left.
  ///
  /// @throws BodyCutException if the client left or is too slow, or the gateway stops; the transfer
  ///   is then broken already
  public void end() throws BodyCutException {
    check();
    over = true;
    waitFor(response.end());
    try {
      awaitTaken();
    } catch (BodyCutException e) {
      breakTransfer(false);
      throw e;
    }
  }

  /// Writes `mark`, which no reader of the format accepts, and breaks the transfer: HTTP/1.1
  /// without the last chunk, HTTP/2 with RST_STREAM. Does nothing to a body that was not begun.
  /// Never throws.
  public void abort(byte[] mark) {
    if (over || !begun) {
      return;
    }
    over = true;
    if (response.closed()) {
      return;
    }
    breakTransfer(markTaken(mark));
  }

  /// Gives the place back, and breaks the transfer if a body was begun and not ended.
  @Override
  public void close() {
    abort(new byte[0]);
    release.accept(this);
  }

  /// Wakes the writer, whatever it waits for, with `reason`. From any thread.
  void cut(Reason reason) {
    if (cut.completeExceptionally(new BodyCutException(reason, null))) {
      failPending(pending);
    }
  }

  private void waitFor(Future<Void> sent) {
    var taken = future(sent);
    pending = taken;
    if (cut.isDone()) {
      // The cut may have looked for a pending write before this one was there.
      failPending(taken);
    }
  }

  private void failPending(CompletableFuture<Void> waiting) {
    waiting.completeExceptionally(cut.exceptionNow());
  }

  private void breakTransfer(boolean clientReads) {
    response.reset().onFailure(_ -> {});
    if (!clientReads) {
      StuckConnection.of(context.request()).drop();
    }
  }

  private boolean markTaken(byte[] mark) {
    try {
      future(response.write(Buffer.buffer(mark))).get(MARK_SECONDS, SECONDS);
      return true;
    } catch (TimeoutException | ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static CompletableFuture<Void> future(Future<Void> sent) {
    return sent.toCompletionStage().toCompletableFuture();
  }

  private static BodyCutException cutFor(@Nullable Throwable cause) {
    var reason = cause instanceof BodyCutException known ? known.reason() : Reason.CLIENT_LEFT;
    return new BodyCutException(reason, cause);
  }
}
