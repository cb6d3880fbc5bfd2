package org.genogate.cluster.link;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.security.Security;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.genogate.cluster.link.Link.Channel;
import org.junit.jupiter.api.Test;

class HazelcastLinkIT {

  private static final int MESSAGES = 50_000;

  @Test
  void threeNodesExchangeMessagesInOrderOnSeveralChannels() throws Exception {
    try (var cluster = new LinkCluster("order", 3).openAll()) {
      var channels = List.of(Channel.ORDERING, Channel.LEASE, Channel.REPAIR);
      var arrived = new ArrayList<List<Integer>>();
      var expected = new ArrayList<List<Integer>>();
      for (int to = 0; to < 3; to++) {
        for (var channel : channels) {
          var fromFirst = Collections.synchronizedList(new ArrayList<Integer>());
          var fromSecond = Collections.synchronizedList(new ArrayList<Integer>());
          var low = LinkCluster.node((to + 1) % 3);
          cluster
              .link(to)
              .listen(
                  channel,
                  (from, message) ->
                      (from.equals(low) ? fromFirst : fromSecond)
                          .add(ByteBuffer.wrap(message).getInt()));
          arrived.add(fromFirst);
          arrived.add(fromSecond);
          expected.add(new ArrayList<>());
          expected.add(new ArrayList<>());
        }
      }

      for (int i = 0; i < MESSAGES; i++) {
        int from = i % 3;
        int to = (from + 1 + (i / 3) % 2) % 3;
        int channel = (i / 6) % 3;
        int list = 2 * (3 * to + channel) + ((to + 1) % 3 == from ? 0 : 1);
        expected.get(list).add(i);
        cluster
            .link(from)
            .send(
                LinkCluster.node(to),
                channels.get(channel),
                ByteBuffer.allocate(200).putInt(i).array());
      }

      LinkCluster.await(
          "all have arrived", () -> arrived.stream().mapToInt(List::size).sum() == MESSAGES);
      assertThat(arrived).isEqualTo(expected);
    }
  }

  @Test
  void manyBytesSurviveManyKeyUpdates() throws Exception {
    assertThat(Security.getProperty("jdk.tls.keyLimits")).contains("2^20");
    long seed = System.nanoTime();
    var random = new Random(seed);
    try (var cluster = new LinkCluster("bytes", 2).openAll()) {
      var sent = new ArrayList<Integer>();
      var arrived = Collections.synchronizedList(new ArrayList<Integer>());
      cluster.link(1).listen(Channel.REPAIR, (_, message) -> arrived.add(Arrays.hashCode(message)));

      for (int i = 0; i < 2_000; i++) {
        var message = new byte[random.nextInt(i % 10 == 0 ? 600_000 : 4_000)];
        random.nextBytes(message);
        sent.add(Arrays.hashCode(message));
        cluster.link(0).send(LinkCluster.node(1), Channel.REPAIR, message);
        int behind = i - 100;
        LinkCluster.await("the receiver follows", () -> arrived.size() >= behind);
      }

      LinkCluster.await("all have arrived", () -> arrived.size() == sent.size());
      assertThat(arrived).as("seed %d", seed).isEqualTo(sent);
    }
  }

  @Test
  void aMessageIsSentToNobodyWhoIsNotReachable() throws Exception {
    try (var cluster = new LinkCluster("alone", 2)) {
      var first = cluster.open(0);

      first.send(LinkCluster.node(1), Channel.KEY, "lost".getBytes(US_ASCII));
      var second = cluster.open(1);
      var heard = LinkCluster.received(second, Channel.KEY);
      cluster.awaitWhole();
      first.send(LinkCluster.node(1), Channel.KEY, "kept".getBytes(US_ASCII));

      LinkCluster.await("one has arrived", () -> !heard.isEmpty());
      assertThat(heard).containsExactly("node-0:kept");
    }
  }

  @Test
  void aNodeThatComesBackIsHeardAgain() throws Exception {
    try (var cluster = new LinkCluster("again", 3).openAll()) {
      cluster.link(2).close();
      cluster.links.remove(LinkCluster.node(2));
      LinkCluster.await(
          "its absence is seen", () -> !cluster.link(0).isReachable(LinkCluster.node(2)));

      var back = cluster.open(2);
      cluster.awaitWhole();
      var heard = LinkCluster.received(cluster.link(0), Channel.LEASE);
      back.send(LinkCluster.node(0), Channel.LEASE, "back".getBytes(US_ASCII));

      LinkCluster.await("it is heard", () -> !heard.isEmpty());
      assertThat(heard).containsExactly("node-2:back");
    }
  }
}
