package org.genogate.gateway.access;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.genogate.gateway.client.GatewayClient;
import org.genogate.gateway.identity.Caller;
import org.genogate.gateway.node.TestGateway;

/// A thousand readers that take a few kilobytes a second each: what they hold of the heap, and how
/// others fare.
///
/// `BENCHMARKS.md` says how to run it.
public final class SlowReadersBenchmark {

  private static final int READERS = 1_000;
  private static final int READERS_A_REQUESTER = 8;
  private static final int SAMPLES = 500;
  private static final int SITES = 40_000;
  private static final int OTHERS = 200;
  private static final int RECEIVE_BUFFER = 16 * 1024;
  private static final String QUERY =
      "/v1/datasets/asthma-trial/variants?region=22&purpose=HMB&view=dosages";

  private SlowReadersBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    var folder = Files.createTempDirectory("genogate-slow");
    try (var test = TestGateway.start(folder, SAMPLES, SITES, new JsonObject())) {
      for (int sample = 0; sample < SAMPLES; sample++) {
        var _ = test.grant(sample, "HMB");
      }
      test.awaitSealed();
      try (var other =
          test.client(new Caller.Researcher("researcher-other", "university", "project-1"))) {
        ask(other, OTHERS / 4);
        report("nobody else reads", ask(other, OTHERS));
        long before = heapAfterCollection();
        var begun = new AtomicInteger();
        var sockets = open(test);
        var readers = sockets.stream().map(socket -> read(socket, begun)).toList();
        while (begun.get() < READERS) {
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(5));
        report("%,d slow readers".formatted(READERS), ask(other, OTHERS));
        System.out.printf(
            "heap after collection: %,d MB without them, %,d MB with them; direct buffers %,d MB%n",
            before >> 20, heapAfterCollection() >> 20, direct() >> 20);
        for (var socket : sockets) {
          socket.close();
        }
        for (var reader : readers) {
          reader.join();
        }
      }
    }
  }

  private static List<Socket> open(TestGateway test) throws IOException {
    int port = test.gateway().running().address().getPort();
    var sockets = new ArrayList<Socket>();
    for (int i = 0; i < READERS; i++) {
      var token =
          test.token(
              new Caller.Researcher(
                  "researcher-" + i / READERS_A_REQUESTER, "university", "project-1"));
      var socket = new Socket();
      socket.setReceiveBufferSize(RECEIVE_BUFFER);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      socket
          .getOutputStream()
          .write(
              "GET %s HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer %s\r\n\r\n"
                  .formatted(QUERY, token)
                  .getBytes(US_ASCII));
      sockets.add(socket);
    }
    return sockets;
  }

  private static Thread read(Socket socket, AtomicInteger begun) {
    return Thread.ofVirtual()
        .start(() -> {
          var buffer = new byte[2048];
          try {
            int read = socket.getInputStream().read(buffer);
            begun.incrementAndGet();
            while (read >= 0) {
              LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
              read = socket.getInputStream().read(buffer);
            }
          } catch (IOException closed) {
            // The benchmark is over, and its socket closed.
            begun.incrementAndGet();
          }
        });
  }

  private static long[] ask(GatewayClient client, int times) throws Exception {
    var nanos = new long[times];
    for (int i = 0; i < times; i++) {
      long begin = System.nanoTime();
      var _ =
          client.bytes(
              "/v1/datasets/asthma-trial/variants?region=22:20000000-20002000&purpose=HMB");
      nanos[i] = System.nanoTime() - begin;
    }
    return nanos;
  }

  private static void report(String when, long[] nanos) {
    Arrays.sort(nanos);
    System.out.printf(
        "another's query while %s: p50 %.1f ms, p99 %.1f ms%n",
        when, nanos[nanos.length / 2] / 1e6, nanos[nanos.length * 99 / 100] / 1e6);
  }

  private static long heapAfterCollection() {
    var memory = ManagementFactory.getMemoryMXBean();
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }

  private static long direct() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }
}
