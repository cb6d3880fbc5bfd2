package org.genogate.gateway.http;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.List;

/// The HTTP server: one event loop a core, the same routes on each.
@SuppressWarnings("DoNotCallSuggester")
public final class Server implements AutoCloseable {

  /// Returns once it listens. Call from a thread that may wait.
  ///
  /// @throws IOException if the address is taken or a PEM file cannot be used
  public static Server start(
      Vertx vertx,
      Listening listening,
      ServerLimits limits,
      Work work,
      Health health,
      List<Api> apis)
      throws IOException {
    throw new UnsupportedOperationException();
  }

  /// The port in use, which differs from the one asked for when that was 0.
  public int port() {
    throw new UnsupportedOperationException();
  }

  /// Lets answers under way finish, then cuts what is left. Returns within the configured bound.
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
