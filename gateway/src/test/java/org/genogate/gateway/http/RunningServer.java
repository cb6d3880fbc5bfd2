package org.genogate.gateway.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.genogate.gateway.http.Listening.Transport;

/// The real server on a free port of loopback.
public final class RunningServer implements AutoCloseable {

  static final WorkLimits USUAL = new WorkLimits(2, 4, 8, 1, Duration.ofSeconds(30));

  private final Vertx vertx;
  private final Server server;

  private RunningServer(Vertx vertx, Server server) {
    this.vertx = vertx;
    this.server = server;
  }

  /// What a test adds to the server, given its work.
  @FunctionalInterface
  public interface Apis {
    Api of(Work work);
  }

  public static RunningServer start(Apis apis) throws IOException {
    return start(USUAL, Duration.ofSeconds(1), apis);
  }

  static RunningServer start(WorkLimits limits, Duration stopWithin, Apis apis) throws IOException {
    return start(new Transport.Loopback(), limits, stopWithin, apis);
  }

  static RunningServer start(Transport transport, WorkLimits limits, Duration stopWithin, Apis apis)
      throws IOException {
    var vertx = Vertx.vertx();
    var work = new Work(limits);
    var server =
        Server.start(
            vertx,
            new Listening("127.0.0.1", 0, transport),
            new ServerLimits(64 * 1024, stopWithin),
            work,
            new Health(Map.of("ledger", () -> true)),
            List.of(apis.of(work)));
    return new RunningServer(vertx, server);
  }

  int port() {
    return server.port();
  }

  void stop() {
    server.close();
  }

  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  public HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(uri(path)).build());
  }

  public HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.ofString());
    }
  }

  /// Sends a request and reads nothing.
  Socket ask(String request) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), port());
    socket.setSoTimeout((int) Duration.ofSeconds(30).toMillis());
    socket.getOutputStream().write(request.getBytes(ISO_8859_1));
    return socket;
  }

  /// Sends a request and reads until the server closes.
  String raw(String request) throws IOException {
    try (var socket = ask(request)) {
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  static String getOver11(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n";
  }

  @Override
  public void close() {
    server.close();
    vertx.close().await();
  }
}
