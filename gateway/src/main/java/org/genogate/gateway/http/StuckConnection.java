package org.genogate.gateway.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelOption;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;

/// A connection whose client reads nothing any more.
///
/// Vert.x 5.0.10 closes a connection after flushing what was written, also in `reset()`: with a
/// client that reads nothing this never ends and its bytes stay in memory. Hence the one use of its
/// internals.
final class StuckConnection {

  private final Channel channel;
  private final boolean shared;

  private StuckConnection(Channel channel, boolean shared) {
    this.channel = channel;
    this.shared = shared;
  }

  static StuckConnection of(HttpServerRequest request) {
    var connection = (ConnectionBase) request.connection();
    return new StuckConnection(
        connection.channelHandlerContext().channel(), request.version() == HttpVersion.HTTP_2);
  }

  /// Closes at once and forgets unsent bytes, those in the kernel too. An HTTP/2 connection stays
  /// for its other streams as long as any of its bytes still leave.
  void drop() {
    if (shared && channel.isWritable()) {
      return;
    }
    try {
      channel.config().setOption(ChannelOption.SO_LINGER, 0);
    } catch (ChannelException _) {
      // Closed meanwhile, and its bytes with it.
      return;
    }
    var _ = channel.close();
  }
}
