package org.genogate.cluster.link;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Objects;
import org.genogate.cluster.link.Link.Channel;
import org.junit.jupiter.api.Test;

class WiretapIT {

  private static final String MARKER = "nobody-on-the-way-reads-this-marker";
  private static final String KNOWN = "what-goes-by-in-the-clear-is-seen";

  @Test
  void nothingReadableGoesOverTheNetwork() throws Exception {
    try (var cluster = new LinkCluster("wiretap", 2);
        var first = new Wiretap();
        var second = new Wiretap()) {
      var bound = new InetSocketAddress[] {cluster.address(0), cluster.address(1)};
      first.to(bound[0]);
      second.to(bound[1]);
      cluster.peers.put(
          LinkCluster.node(0), new LinkPeer(LinkCluster.key(0).publicKey(), first.address()));
      cluster.peers.put(
          LinkCluster.node(1), new LinkPeer(LinkCluster.key(1).publicKey(), second.address()));
      for (int i = 0; i < 2; i++) {
        var key = Objects.requireNonNull(cluster.keys.get(LinkCluster.node(i)));
        cluster.links.put(
            LinkCluster.node(i),
            HazelcastLink.open(
                new LinkSettings(LinkCluster.node(i), key, bound[i], cluster.peers, cluster.name),
                Clock.systemUTC(),
                new SecureRandom()));
      }
      cluster.awaitWhole();
      var heard = LinkCluster.received(cluster.link(1), Channel.FORWARD);
      for (int i = 0; i < 100; i++) {
        cluster.link(0).send(LinkCluster.node(1), Channel.FORWARD, MARKER.getBytes(US_ASCII));
      }
      LinkCluster.await("all have arrived", () -> heard.size() == 100);
      sayInTheClear(first.address());
      LinkCluster.await("the clear is seen", () -> text(first).contains(KNOWN));

      var seen = text(first) + text(second);
      assertThat(heard).allMatch(message -> message.endsWith(MARKER));
      assertThat(seen.length()).isGreaterThan(100 * MARKER.length());
      assertThat(seen).doesNotContain(MARKER, "node-0", "node-1", "genogate", "wiretap");
    }
  }

  private static void sayInTheClear(InetSocketAddress address) throws IOException {
    try (var socket = new Socket(address.getAddress(), address.getPort())) {
      socket.getOutputStream().write(KNOWN.getBytes(US_ASCII));
      socket.shutdownOutput();
      socket.getInputStream().readAllBytes();
    }
  }

  private static String text(Wiretap tap) {
    return new String(tap.recorded(), ISO_8859_1);
  }
}
