package org.genogate.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.genogate.gateway.http.Listening.Transport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The HTTP server: one event loop a core, the same routes on each.
public final class Server implements AutoCloseable {

  private static final Logger LOGGER = LoggerFactory.getLogger(Server.class);

  private final ServerLimits limits;
  private final Work work;
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final List<ServerVerticle> loops = new ArrayList<>();

  private Server(ServerLimits limits, Work work) {
    this.limits = limits;
    this.work = work;
  }

  /// Returns once it listens. Call from a thread that may wait.
  ///
  /// @throws CannotListenException if the address is taken or a PEM file cannot be used
  public static Server start(
      Vertx vertx,
      Listening listening,
      ServerLimits limits,
      Work work,
      Health health,
      List<Api> apis)
      throws CannotListenException {
    if (listening.transport() instanceof Transport.Tls(var certificate, var key)) {
      requireReadable(certificate);
      requireReadable(key);
    }
    var server = new Server(limits, work);
    var all = new ArrayList<>(apis);
    all.add(health.and("running", () -> !server.stopping.get()));
    try {
      server.listen(vertx, listening, List.copyOf(all));
    } catch (Exception e) {
      server.close();
      throw new CannotListenException(
          "cannot listen on %s:%d: %s"
              .formatted(listening.host(), listening.port(), e.getMessage()),
          e);
    }
    return server;
  }

  /// The port in use, which differs from the one asked for when that was 0.
  public int port() {
    return loops.getFirst().actualPort();
  }

  /// Takes nothing new on, lets answers under way finish, cuts what is left after four fifths of
  /// the configured bound, and returns within it.
  @Override
  public void close() {
    if (stopping.getAndSet(true)) {
      return;
    }
    var bound = limits.stopWithin();
    long deadline = System.nanoTime() + bound.toNanos();
    work.refuseNew();
    var closed = Future.all(loops.stream().map(loop -> loop.shutdown(bound)).toList());
    try {
      if (!work.awaitIdle(bound.multipliedBy(4).dividedBy(5))) {
        LOGGER.atInfo().addKeyValue("streams", work.streams()).log("cutting what still runs");
        work.cutStreams();
        if (!work.awaitIdle(Duration.ofNanos(deadline - System.nanoTime()))) {
          work.interruptAll();
        }
      }
      closed.await(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      work.interruptAll();
    } catch (TimeoutException e) {
      LOGGER.atWarn().setCause(e).log("some connections outlived the stop");
    }
  }

  private void listen(Vertx vertx, Listening listening, List<Api> apis) {
    // Vert.x lets event loops share any free port when they ask for the same negative one.
    int port = listening.port() == 0 ? -1 : listening.port();
    for (int core = 0; core < Runtime.getRuntime().availableProcessors(); core++) {
      var loop = new ServerVerticle(listening, port, limits, apis);
      vertx.deployVerticle(loop).await();
      loops.add(loop);
    }
  }

  private static void requireReadable(Path file) throws CannotListenException {
    if (!Files.isReadable(file)) {
      throw new CannotListenException("cannot read " + file);
    }
  }
}
