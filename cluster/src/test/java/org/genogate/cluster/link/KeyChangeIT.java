package org.genogate.cluster.link;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.genogate.cluster.link.Link.Channel;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.key.PublicKey;
import org.genogate.ledger.key.SigningKey;
import org.junit.jupiter.api.Test;

class KeyChangeIT {

  private static final SigningKey NEW_KEY = LinkCluster.key(77);

  @Test
  void aKeyIsReplacedWhileMessagesGoOn() throws Exception {
    try (var cluster = new LinkCluster("rekey", 3).openAll()) {
      var arrived = new AtomicInteger();
      cluster.link(0).listen(Channel.LEASE, (_, _) -> arrived.incrementAndGet());
      var changing = LinkCluster.node(1);
      var old = LinkCluster.key(1).publicKey();

      setEverywhere(cluster, keyed(cluster, changing, Set.of(old, NEW_KEY.publicKey())));
      cluster.link(1).rekey(NEW_KEY);
      setEverywhere(cluster, keyed(cluster, changing, Set.of(NEW_KEY.publicKey())));
      int before = arrived.get();
      LinkCluster.await(
          "messages come again",
          () -> {
            cluster.link(1).send(LinkCluster.node(0), Channel.LEASE, new byte[8]);
            return arrived.get() > before + 3;
          });

      assertThat(cluster.isWhole()).isTrue();
      assertThat(new TlsStranger().with(LinkCluster.key(1), "node-1").isLetInAt(cluster.address(0)))
          .isFalse();
      assertThat(new TlsStranger().with(NEW_KEY, "node-1").isLetInAt(cluster.address(0))).isTrue();
    }
  }

  @Test
  void aRemovedPeerIsGoneAndMayComeBack() throws Exception {
    try (var cluster = new LinkCluster("removal", 3).openAll()) {
      var removed = LinkCluster.node(2);
      var without = new HashMap<>(cluster.peers);
      without.remove(removed);
      // It has a session with each that it could resume, as far as it is concerned.
      var itself = new TlsStranger().with(LinkCluster.key(2), "node-2");
      assertThat(itself.isLetInAt(cluster.address(0))).isTrue();
      assertThat(itself.isLetInAt(cluster.address(0))).isTrue();

      cluster.link(0).setPeers(without);
      cluster.link(1).setPeers(without);
      LinkCluster.await(
          "it is gone",
          () -> !cluster.link(0).isReachable(removed) && !cluster.link(1).isReachable(removed));

      assertThat(cluster.link(0).members()).isEqualTo(without.keySet());
      assertThat(itself.isLetInAt(cluster.address(0))).isFalse();
      var heard = LinkCluster.received(cluster.link(0), Channel.KEY);
      cluster.link(0).setPeers(cluster.peers);
      cluster.link(1).setPeers(cluster.peers);
      cluster.awaitWhole();
      cluster.link(2).send(LinkCluster.node(0), Channel.KEY, "back".getBytes(US_ASCII));
      LinkCluster.await("it is heard again", () -> !heard.isEmpty());
      assertThat(heard).containsExactly("node-2:back");
    }
  }

  private static Map<ValidatorName, LinkPeer> keyed(
      LinkCluster cluster, ValidatorName name, Set<PublicKey> keys) {
    var peers = new HashMap<>(cluster.peers);
    peers.computeIfPresent(name, (_, peer) -> new LinkPeer(keys, peer.address()));
    return peers;
  }

  private static void setEverywhere(LinkCluster cluster, Map<ValidatorName, LinkPeer> peers)
      throws MisconfiguredLinkException {
    for (var link : cluster.links.values()) {
      link.setPeers(peers);
    }
  }
}
