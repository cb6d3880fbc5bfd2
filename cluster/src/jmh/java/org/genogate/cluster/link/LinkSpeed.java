package org.genogate.cluster.link;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.genogate.cluster.link.Link.Channel;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.key.SigningKey;

/// How long a message takes there and back, and how many go one way, between two nodes of one JVM.
///
///     mvn -pl cluster test-compile exec:exec@bench -Dbench.main=org.genogate.cluster.link.LinkSpeed
public final class LinkSpeed {

  private static final List<ValidatorName> NAMES =
      List.of(new ValidatorName("a"), new ValidatorName("b"));

  private LinkSpeed() {}

  public static void main(String[] args) throws Exception {
    var peers = new HashMap<ValidatorName, LinkPeer>();
    for (int i = 0; i < 2; i++) {
      peers.put(NAMES.get(i), new LinkPeer(key(i).publicKey(), freeAddress()));
    }
    try (var a = open(0, peers);
        var b = open(1, peers)) {
      while (!a.isReachable(b.self()) || !b.isReachable(a.self())) {
        LockSupport.parkNanos(1_000_000);
      }
      for (int size : new int[] {1_000, 64_000}) {
        roundTrips(a, b, size, 3_000);
        roundTrips(a, b, size, 20_000);
      }
      for (int size : new int[] {200, 1_000, 64_000}) {
        oneWay(a, b, size, 100_000_000L / (size + 200));
        oneWay(a, b, size, 500_000_000L / (size + 200));
      }
      seal(1_000);
    }
  }

  private static HazelcastLink open(int i, Map<ValidatorName, LinkPeer> peers) throws Exception {
    var self = NAMES.get(i);
    var address = peers.getOrDefault(self, peers.values().iterator().next()).address();
    var settings = new LinkSettings(self, key(i), address, peers, "speed");
    return HazelcastLink.open(settings, Clock.systemUTC(), new SecureRandom());
  }

  private static SigningKey key(int number) {
    var seed = new byte[SigningKey.SEED_BYTES];
    seed[0] = (byte) (number + 1);
    return SigningKey.ofSeed(seed);
  }

  private static InetSocketAddress freeAddress() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort());
    }
  }

  private static byte[] message(int size) {
    var message = new byte[size];
    new Random(size).nextBytes(message);
    return message;
  }

  private static void roundTrips(HazelcastLink a, HazelcastLink b, int size, int count)
      throws InterruptedException {
    var back = new Semaphore(0);
    b.listen(Channel.LEASE, (from, message) -> b.send(from, Channel.LEASE, message));
    a.listen(Channel.LEASE, (_, _) -> back.release());
    var message = message(size);
    var nanos = new long[count];
    for (int i = 0; i < count; i++) {
      long begun = System.nanoTime();
      a.send(b.self(), Channel.LEASE, message);
      back.acquire();
      nanos[i] = System.nanoTime() - begun;
    }
    Arrays.sort(nanos);
    System.out.printf(
        "round trip %d B: p50 %d us, p99 %d us%n",
        size, nanos[count / 2] / 1_000, nanos[count - count / 100] / 1_000);
  }

  private static void oneWay(HazelcastLink a, HazelcastLink b, int size, long count) {
    var arrived = new AtomicLong();
    b.listen(Channel.REPAIR, (_, _) -> arrived.incrementAndGet());
    var message = message(size);
    long begun = System.nanoTime();
    for (long i = 0; i < count; i++) {
      while ((i - arrived.get()) * size > (32 << 20) || i - arrived.get() > 32_000) {
        LockSupport.parkNanos(20_000);
      }
      a.send(b.self(), Channel.REPAIR, message);
    }
    while (arrived.get() < count) {
      LockSupport.parkNanos(100_000);
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    System.out.printf(
        "one way %d B: %,.0f a second, %.0f MB/s%n",
        size, count / seconds, count * size / seconds / 1e6);
  }

  /// What the seal of an author costs by itself.
  private static void seal(int size) throws Exception {
    var mine = new Agreement(new SecureRandom());
    var agreed =
        mine.with(new Agreement(new SecureRandom()).publicBytes(), new byte[1], new byte[1]);
    var message = message(size);
    int count = 300_000;
    long begun = 0;
    for (int i = 1; i <= 2 * count; i++) {
      if (i == count) {
        begun = System.nanoTime();
      }
      var frame = Frame.data(NAMES.getFirst(), agreed, i, Channel.LEASE, message);
      int head = frame.length - size - SessionKey.TAG_BYTES;
      if (agreed.key().open(i, frame, head).isEmpty()) {
        throw new AssertionError("it does not open");
      }
    }
    System.out.printf("seal and open %d B: %d ns%n", size, (System.nanoTime() - begun) / count);
    var key = key(1);
    begun = System.nanoTime();
    for (int i = 0; i < 2_000; i++) {
      key.publicKey().verify(message, key.sign(message));
    }
    System.out.printf(
        "sign and verify %d B with Ed25519 instead: %d ns%n",
        size, (System.nanoTime() - begun) / 2_000);
  }
}
