package org.genogate.cluster.link;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.security.GeneralSecurityException;
import java.util.ArrayDeque;
import java.util.Random;
import javax.net.ssl.SSLContext;

/// Connects over and over, and holds on: some say nothing, some say anything, some begin TLS and
/// stop.
final class Flood implements AutoCloseable {

  /// Fewer than a test may have files.
  private static final int HELD = 500;

  private final InetSocketAddress target;
  private final int count;
  private final byte[] hello;
  private final Random random = new Random(7);
  private final ArrayDeque<SocketChannel> held = new ArrayDeque<>();
  private final Thread thread;
  private volatile boolean closed;
  private volatile int made;

  Flood(InetSocketAddress target, int count) throws GeneralSecurityException, IOException {
    this.target = target;
    this.count = count;
    this.hello = hello();
    this.thread = Thread.ofPlatform().daemon().name("flood").start(this::run);
  }

  int made() {
    return made;
  }

  private static byte[] hello() throws GeneralSecurityException, IOException {
    var engine = SSLContext.getDefault().createSSLEngine();
    engine.setUseClientMode(true);
    var bytes = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    engine.wrap(ByteBuffer.allocate(0), bytes);
    var hello = new byte[bytes.position()];
    bytes.flip().get(hello);
    return hello;
  }

  private void run() {
    for (int i = 1; i <= count && !closed; i++) {
      try {
        var socket = SocketChannel.open(target);
        held.addLast(socket);
        say(i % 4, socket);
        if (held.size() > HELD) {
          held.removeFirst().close();
        }
      } catch (IOException _) {
        // Cut at once: as good as any other.
      }
      made = i;
    }
  }

  private void say(int kind, SocketChannel socket) throws IOException {
    switch (kind) {
      case 0 -> socket.write(ByteBuffer.wrap(hello));
      case 1 -> socket.write(ByteBuffer.wrap(hello, 0, 1 + random.nextInt(hello.length - 1)));
      case 2 -> {
        var bytes = new byte[1 + random.nextInt(1_000)];
        random.nextBytes(bytes);
        socket.write(ByteBuffer.wrap(bytes));
      }
      default -> {
        // Silent.
      }
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    for (var socket : held) {
      socket.close();
    }
  }
}
