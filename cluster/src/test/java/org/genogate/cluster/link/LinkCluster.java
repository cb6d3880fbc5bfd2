package org.genogate.cluster.link;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.key.SigningKey;

/// Some nodes in this JVM, on free ports of one loopback address each.
final class LinkCluster implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  final Map<ValidatorName, SigningKey> keys = new LinkedHashMap<>();
  final Map<ValidatorName, LinkPeer> peers = new LinkedHashMap<>();
  final Map<ValidatorName, HazelcastLink> links = new LinkedHashMap<>();
  final String name;

  /// @param nodes how many are known; none is open yet
  LinkCluster(String name, int nodes) {
    this.name = name;
    for (int i = 0; i < nodes; i++) {
      var node = node(i);
      keys.put(node, key(i));
      peers.put(node, new LinkPeer(key(i).publicKey(), freeAddress()));
    }
  }

  static ValidatorName node(int i) {
    return new ValidatorName("node-" + i);
  }

  static SigningKey key(int number) {
    var seed = new byte[SigningKey.SEED_BYTES];
    seed[0] = (byte) number;
    seed[1] = 1;
    return SigningKey.ofSeed(seed);
  }

  static InetSocketAddress freeAddress() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  InetSocketAddress address(int i) {
    return requireNonNull(peers.get(node(i))).address();
  }

  LinkSettings settings(int i) {
    return new LinkSettings(node(i), requireNonNull(keys.get(node(i))), address(i), peers, name);
  }

  HazelcastLink open(int i) throws Exception {
    var link = HazelcastLink.open(settings(i), Clock.systemUTC(), new SecureRandom());
    links.put(node(i), link);
    return link;
  }

  LinkCluster openAll() throws Exception {
    for (int i = 0; i < keys.size(); i++) {
      open(i);
    }
    awaitWhole();
    return this;
  }

  HazelcastLink link(int i) {
    return requireNonNull(links.get(node(i)));
  }

  void awaitWhole() {
    await("everybody reaches everybody", this::isWhole);
  }

  boolean isWhole() {
    return links.values().stream()
        .allMatch(link ->
            links.keySet().stream().allMatch(to -> to.equals(link.self()) || link.isReachable(to)));
  }

  static void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("waited in vain until " + what);
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  static List<String> received(HazelcastLink link, Link.Channel channel) {
    var list = Collections.synchronizedList(new ArrayList<String>());
    link.listen(channel, (from, message) -> list.add(from + ":" + new String(message, US_ASCII)));
    return list;
  }

  @Override
  public void close() {
    links.values().forEach(HazelcastLink::close);
  }
}
