package org.genogate.cluster.link;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/// A TCP proxy that keeps all that goes through it, both ways.
final class Wiretap implements AutoCloseable {

  private final ServerSocket server;
  private final ByteArrayOutputStream recorded = new ByteArrayOutputStream();
  private volatile @Nullable InetSocketAddress target;

  Wiretap() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort());
  }

  void to(InetSocketAddress address) {
    target = address;
    Thread.ofPlatform().daemon().start(this::accept);
  }

  /// Whole writes of one direction each, in the order they were read.
  byte[] recorded() {
    synchronized (recorded) {
      return recorded.toByteArray();
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var near = server.accept();
        connect(near);
      } catch (IOException _) {
        // Closed, or nobody is behind yet.
      }
    }
  }

  private void connect(Socket near) throws IOException {
    var behind = target;
    if (behind == null) {
      near.close();
      return;
    }
    try {
      var far = new Socket(behind.getAddress(), behind.getPort());
      Thread.ofPlatform().daemon().start(() -> copy(near, far));
      Thread.ofPlatform().daemon().start(() -> copy(far, near));
    } catch (IOException e) {
      near.close();
      throw e;
    }
  }

  private void copy(Socket from, Socket to) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      var buffer = new byte[64 << 10];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        synchronized (recorded) {
          recorded.write(buffer, 0, count);
        }
        out.write(buffer, 0, count);
      }
    } catch (IOException _) {
      // One end is gone; so is the other now.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
