package org.genogate.cluster.link;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.genogate.cluster.link.Link.Channel;
import org.junit.jupiter.api.Test;

class FloodIT {

  private static final int CONNECTIONS = 1_000;

  /// What a small container may have. A member of Hazelcast alone needs a good hundred.
  private static final int FEW_FILES = 400;

  @Test
  void aPeerJoinsWhileAThousandStrangersConnect() throws Exception {
    try (var cluster = new LinkCluster("flood", 2)) {
      var first = cluster.open(0);
      try (var flood = new Flood(cluster.address(0), CONNECTIONS)) {
        LinkCluster.await("the flood has begun", () -> flood.made() > CONNECTIONS / 4);

        var second = cluster.open(1);
        cluster.awaitWhole();

        var heard = LinkCluster.received(first, Channel.LEASE);
        second.send(LinkCluster.node(0), Channel.LEASE, "here".getBytes(US_ASCII));
        LinkCluster.await("a message came through", () -> !heard.isEmpty());
        LinkCluster.await("all have connected", () -> flood.made() >= CONNECTIONS);
        assertThat(first.channels().pendingCount()).isLessThanOrEqualTo(TlsChannels.MOST_PENDING);
      }
      assertThat(cluster.isWhole()).isTrue();
    }
  }

  @Test
  void aNodeWithFewFileHandlesOutlivesAFlood() throws Exception {
    try (var cluster = new LinkCluster("few", 2)) {
      var child =
          new ProcessBuilder(
                  "sh",
                  "-c",
                  "ulimit -n %d; exec \"$@\"".formatted(FEW_FILES),
                  "sh",
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  "--add-modules=java.se",
                  "--sun-misc-unsafe-memory-access=allow",
                  "-Xmx256m",
                  LoneNode.class.getName(),
                  cluster.name,
                  Integer.toString(cluster.address(0).getPort()),
                  Integer.toString(cluster.address(1).getPort()))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (var said = child.inputReader()) {
        assertThat(said.readLine()).isEqualTo("open");
        try (var flood = new Flood(cluster.address(0), CONNECTIONS)) {
          LinkCluster.await("all have connected", () -> flood.made() >= CONNECTIONS);
        }

        var joining = cluster.open(1);
        LinkCluster.await("it is reached", () -> joining.isReachable(LinkCluster.node(0)));
        assertThat(child.isAlive()).isTrue();
      } finally {
        child.destroyForcibly().waitFor();
      }
    }
  }

  /// For a long look: `FloodIT <port> <connections>` floods a node of this host.
  public static void main(String[] args) throws Exception {
    var target = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]));
    int count = Integer.parseInt(args[1]);
    try (var flood = new Flood(target, count)) {
      while (flood.made() < count) {
        Thread.sleep(1_000);
        System.out.println(flood.made());
      }
    }
  }

  /// Node 0 of a cluster of two, in a process of its own.
  static final class LoneNode {

    private LoneNode() {}

    public static void main(String[] args) throws Exception {
      var cluster = new LinkCluster(args[0], 0);
      for (int i = 0; i < 2; i++) {
        var key = LinkCluster.key(i);
        cluster.keys.put(LinkCluster.node(i), key);
        cluster.peers.put(
            LinkCluster.node(i),
            new LinkPeer(
                key.publicKey(),
                new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), Integer.parseInt(args[i + 1]))));
      }
      cluster.open(0);
      System.out.println("open");
      Thread.currentThread().join();
    }
  }
}
