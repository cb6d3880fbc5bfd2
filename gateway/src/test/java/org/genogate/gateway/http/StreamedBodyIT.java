package org.genogate.gateway.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.genogate.gateway.http.BodyCutException.Reason;
import org.genogate.gateway.http.RunningServer.Apis;
import org.junit.jupiter.api.Test;

class StreamedBodyIT {

  private static final int PIECE = 256 * 1024;
  private static final byte[] MARK = "MARK".getBytes(US_ASCII);

  /// Half a megabyte a second, or out within a second.
  private static final WorkLimits HASTY =
      new WorkLimits(2, 100, 100, 512 * 1024, Duration.ofSeconds(1));

  private final BlockingQueue<Reason> cuts = new LinkedBlockingQueue<>();
  private final AtomicLong written = new AtomicLong();

  @Test
  void aReaderBelowTheMinimumRateIsCut() throws Exception {
    try (var server = RunningServer.start(HASTY, Duration.ofSeconds(1), endless());
        var client = server.ask(RunningServer.getOver11("/endless"))) {

      assertThat(cuts.poll(20, TimeUnit.SECONDS)).isEqualTo(Reason.CLIENT_TOO_SLOW);
      assertThat(isBroken(client)).isTrue();
    }
  }

  @Test
  void idleClientsHoldNoHeap() throws Exception {
    int clients = 8;
    long offered = 256L << 20;
    var stuck = new LinkedBlockingQueue<Long>();
    var measured = new CountDownLatch(1);
    Apis apis =
        work ->
            router ->
                router
                    .get("/endless")
                    .handler(
                        work.handler(context -> {
                          try (var body = work.stream(context, "someone")) {
                            long given = 0;
                            try {
                              for (; given < offered / clients; given += PIECE) {
                                body.write(new byte[PIECE]);
                              }
                            } catch (BodyCutException e) {
                              stuck.add(given);
                              measured.await();
                            }
                          }
                        }));
    try (var server = RunningServer.start(HASTY, Duration.ofSeconds(1), apis)) {
      long before = usedHeap();
      var sockets = new ArrayList<Socket>();
      for (int i = 0; i < clients; i++) {
        sockets.add(server.ask(RunningServer.getOver11("/endless")));
      }
      for (int i = 0; i < clients; i++) {
        assertThat(stuck.poll(30, TimeUnit.SECONDS)).isNotNull().isLessThan(offered / clients);
      }

      long held = usedHeap() - before;

      measured.countDown();
      assertThat(held).isLessThan(24L << 20);
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  @Test
  void aClientThatLeavesIsNoticedAtOnceWhileNothingIsWritten() throws Exception {
    Apis apis =
        work ->
            router ->
                router
                    .get("/quiet")
                    .handler(
                        work.handler(context -> {
                          try (var body = work.stream(context, "someone")) {
                            body.write(MARK);
                            while (true) {
                              body.check();
                              Thread.onSpinWait();
                            }
                          } catch (BodyCutException e) {
                            cuts.add(e.reason());
                          }
                        }));
    try (var server = RunningServer.start(apis)) {
      try (var client = server.ask(RunningServer.getOver11("/quiet"))) {
        assertThat(client.getInputStream().read()).isPositive();
      }

      assertThat(cuts.poll(10, TimeUnit.SECONDS)).isEqualTo(Reason.CLIENT_LEFT);
    }
  }

  @Test
  void aWriterIsWokenWhenItsClientLeaves() throws Exception {
    try (var server = RunningServer.start(endless())) {
      try (var client = server.ask(RunningServer.getOver11("/endless"))) {
        assertThat(client.getInputStream().read()).isPositive();
      }

      assertThat(cuts.poll(10, TimeUnit.SECONDS)).isEqualTo(Reason.CLIENT_LEFT);
    }
  }

  @Test
  void aCutBodyOverHttp11HasTheMarkAndNoLastChunk() throws Exception {
    try (var server = RunningServer.start(aborted())) {
      var answer = server.raw(RunningServer.getOver11("/aborted"));

      assertThat(answer).contains("transfer-encoding: chunked").endsWith("4\r\nMARK\r\n");
    }
  }

  @Test
  void aCutBodyIsAnErrorToAnHttp11Client() throws Exception {
    try (var server = RunningServer.start(aborted())) {
      assertThatThrownBy(() -> server.get("/aborted")).isInstanceOf(IOException.class);
    }
  }

  @Test
  void aBodyThatIsClosedWithoutItsEndIsCut() throws Exception {
    Apis apis =
        work ->
            router ->
                router
                    .get("/forgotten")
                    .handler(
                        work.handler(context -> {
                          try (var body = work.stream(context, "someone")) {
                            body.write(MARK);
                          }
                        }));
    try (var server = RunningServer.start(apis)) {
      assertThatThrownBy(() -> server.get("/forgotten")).isInstanceOf(IOException.class);
    }
  }

  @Test
  void aCutBodyOverHttp2IsReset() throws Exception {
    try (var tls = TestTls.create();
        var server =
            RunningServer.start(
                tls.transport(), RunningServer.USUAL, Duration.ofSeconds(1), aborted());
        var client =
            HttpClient.newBuilder()
                .sslContext(tls.trusting("TLSv1.3"))
                .version(HttpClient.Version.HTTP_2)
                .build()) {
      var request = HttpRequest.newBuilder(tls.uri(server.port(), "/aborted")).build();

      assertThatThrownBy(() -> client.send(request, BodyHandlers.ofByteArray()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("RST_STREAM");
    }
  }

  @Test
  void aStreamIsRefusedOverHttp10() throws Exception {
    try (var server = RunningServer.start(endless())) {
      var answer = server.raw("GET /endless HTTP/1.0\r\nHost: test\r\n\r\n");

      assertThat(answer).contains(" 505 ").contains("http-version-not-supported");
    }
  }

  @Test
  void streamsAreCappedForEachRequesterAndInAll() throws Exception {
    var limits = new WorkLimits(2, 1, 2, 1, Duration.ofSeconds(30));
    try (var server = RunningServer.start(limits, Duration.ofSeconds(1), endless());
        var first = server.ask(RunningServer.getOver11("/endless?who=a"))) {
      assertThat(first.getInputStream().read()).isPositive();

      var mine = server.get("/endless?who=a");
      try (var second = server.ask(RunningServer.getOver11("/endless?who=b"))) {
        assertThat(second.getInputStream().read()).isPositive();
        var others = server.get("/endless?who=c");

        assertThat(mine.statusCode()).isEqualTo(429);
        assertThat(mine.headers().firstValue("retry-after")).hasValue("5");
        assertThat(others.statusCode()).isEqualTo(503);
        assertThat(others.headers().firstValue("retry-after")).hasValue("5");
      }
    }
  }

  @Test
  void aPlaceIsGivenBackWhenAStreamEnds() throws Exception {
    var limits = new WorkLimits(2, 1, 1, 1, Duration.ofSeconds(30));
    Apis whole =
        work ->
            router ->
                router
                    .get("/whole")
                    .handler(
                        work.handler(context -> {
                          try (var body = work.stream(context, "someone")) {
                            body.write(MARK);
                            body.end();
                          }
                          cuts.add(Reason.GATEWAY_STOPS);
                        }));
    try (var server = RunningServer.start(limits, Duration.ofSeconds(1), whole)) {
      for (int i = 0; i < 3; i++) {
        assertThat(server.get("/whole").body()).isEqualTo("MARK");
        assertThat(cuts.poll(10, TimeUnit.SECONDS)).isNotNull();
      }
    }
  }

  @Test
  void aStopCutsStreamsWithinItsBound() throws Exception {
    var bound = Duration.ofSeconds(3);
    try (var server = RunningServer.start(RunningServer.USUAL, bound, endless());
        var stuck = server.ask(RunningServer.getOver11("/endless?who=a"));
        var reading = server.ask(RunningServer.getOver11("/endless?who=b"))) {
      // Both are under way: a request that is not taken yet has no stream to be cut.
      assertThat(stuck.getInputStream().read()).isPositive();
      assertThat(reading.getInputStream().read()).isPositive();
      var drained = new LinkedBlockingQueue<String>();
      Thread.ofVirtual().start(() -> drained.add(tail(reading)));

      long begin = System.nanoTime();
      server.stop();
      var took = Duration.ofNanos(System.nanoTime() - begin);

      assertThat(took).isLessThan(bound.plusMillis(500));
      assertThat(cuts.poll(10, TimeUnit.SECONDS)).isEqualTo(Reason.GATEWAY_STOPS);
      assertThat(cuts.poll(10, TimeUnit.SECONDS)).isEqualTo(Reason.GATEWAY_STOPS);
      assertThat(drained.poll(10, TimeUnit.SECONDS)).endsWith("4\r\nMARK\r\n");
    }
  }

  private Apis endless() {
    return work ->
        router ->
            router
                .get("/endless")
                .handler(
                    work.handler(context -> {
                      var who = String.valueOf(context.request().getParam("who"));
                      try (var body = work.stream(context, who)) {
                        try {
                          while (true) {
                            body.write(new byte[PIECE]);
                            written.addAndGet(PIECE);
                          }
                        } catch (BodyCutException e) {
                          body.abort(MARK);
                          cuts.add(e.reason());
                        }
                      }
                    }));
  }

  private static Apis aborted() {
    return work ->
        router ->
            router
                .get("/aborted")
                .handler(
                    work.handler(context -> {
                      try (var body = work.stream(context, "someone")) {
                        body.write(new byte[10]);
                        body.abort(MARK);
                      }
                    }));
  }

  /// The last bytes that a connection carried.
  private static String tail(Socket socket) {
    var last = new StringBuilder();
    try {
      var buffer = new byte[1 << 16];
      for (int n; (n = socket.getInputStream().read(buffer)) >= 0; ) {
        last.append(new String(buffer, Math.max(0, n - 16), Math.min(16, n), ISO_8859_1));
        last.delete(0, Math.max(0, last.length() - 16));
      }
    } catch (IOException e) {
      last.append(e.getMessage());
    }
    return last.toString();
  }

  private static boolean isBroken(Socket socket) {
    try {
      var answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
      return !answer.endsWith("0\r\n\r\n");
    } catch (IOException e) {
      return true;
    }
  }

  private static long usedHeap() {
    System.gc();
    var runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
