package org.genogate.cluster.link;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.key.SigningKey;
import org.junit.jupiter.api.Test;

/// A link that would not work is not opened, and the message says what is wrong.
class LinkSettingsTest {

  private static final ValidatorName SELF = LinkCluster.node(0);
  private static final ValidatorName OTHER = LinkCluster.node(1);
  private static final InetSocketAddress HERE =
      new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 5701);

  private final Map<ValidatorName, LinkPeer> peers =
      new HashMap<>(
          Map.of(
              SELF,
              new LinkPeer(LinkCluster.key(0).publicKey(), HERE),
              OTHER,
              peer(1, "127.0.0.1", 5702)));

  private static LinkPeer peer(int key, String host, int port) {
    return new LinkPeer(
        LinkCluster.key(key).publicKey(), new InetSocketAddress(InetAddress.ofLiteral(host), port));
  }

  private void assertRefused(String fault) {
    assertRefused(fault, LinkCluster.key(0), HERE, "log");
  }

  private void assertRefused(
      String fault, SigningKey key, InetSocketAddress bind, String clusterName) {
    var settings = new LinkSettings(SELF, key, bind, peers, clusterName);

    assertThatThrownBy(
            () -> HazelcastLink.open(settings, Clock.systemUTC(), new SecureRandom()).close())
        .isInstanceOf(MisconfiguredLinkException.class)
        .hasMessageContaining(fault);
  }

  @Test
  void aNodeIsAmongItsPeers() {
    peers.remove(SELF);

    assertRefused("node-0 is not among its own peers");
  }

  @Test
  void thePeersKnowTheNodesKey() {
    assertRefused("do not name this node's key", LinkCluster.key(5), HERE, "log");
  }

  @Test
  void noTwoPeersHaveOneKey() {
    peers.put(LinkCluster.node(2), peer(1, "127.0.0.1", 5703));

    assertRefused("have the same node key");
  }

  @Test
  void noTwoPeersHaveOneAddress() {
    peers.put(LinkCluster.node(2), peer(2, "127.0.0.1", 5702));

    assertRefused("have the same address");
  }

  @Test
  void everyHostIsKnown() {
    peers.put(
        OTHER,
        new LinkPeer(
            LinkCluster.key(1).publicKey(),
            InetSocketAddress.createUnresolved("no-such-host.invalid", 5702)));

    assertRefused("the host of node-1 is not known");
  }

  @Test
  void anAddressCanBeReached() {
    peers.put(OTHER, peer(1, "0.0.0.0", 5702));

    assertRefused("no host and port that others can reach");
  }

  @Test
  void aLinkListensAtOneAddress() {
    assertRefused("listens at one address", LinkCluster.key(0), new InetSocketAddress(5701), "log");
  }

  @Test
  void theClusterHasAName() {
    assertRefused("no name", LinkCluster.key(0), HERE, " ");
  }
}
