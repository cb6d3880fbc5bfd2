package org.genogate.cluster.link;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.config.Config;
import com.hazelcast.config.ServerSocketEndpointConfig;
import com.hazelcast.instance.impl.DefaultNodeContext;
import com.hazelcast.instance.impl.HazelcastInstanceFactory;
import com.hazelcast.instance.impl.Node;
import com.hazelcast.instance.impl.NodeExtension;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.DataSerializable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.key.LinkCertificate;
import org.genogate.ledger.key.SigningKey;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Whoever is not a peer stays out. Two of five nodes run; one is known to live on another host.
class StrangerIT {

  private static final LinkCluster CLUSTER = new LinkCluster("strangers", 5);
  private static final SigningKey ABSENT = LinkCluster.key(2);
  private static final SigningKey ELSEWHERE = LinkCluster.key(3);
  private static final SigningKey UNKNOWN = LinkCluster.key(99);

  @BeforeAll
  static void open() throws Exception {
    CLUSTER.peers.put(
        LinkCluster.node(3),
        new LinkPeer(
            ELSEWHERE.publicKey(),
            new InetSocketAddress(InetAddress.ofLiteral("127.0.0.3"), 5701)));
    CLUSTER.open(0);
    CLUSTER.open(1);
    CLUSTER.awaitWhole();
  }

  @AfterAll
  static void close() {
    CLUSTER.close();
  }

  private static InetSocketAddress target() {
    return CLUSTER.address(0);
  }

  @Test
  void aPeerIsLetIn() throws Exception {
    assertThat(new TlsStranger().with(ABSENT, "node-2").isLetInAt(target())).isTrue();
  }

  @Test
  void whoeverHasNoCertificateIsRefused() throws Exception {
    assertThat(new TlsStranger().isLetInAt(target())).isFalse();
  }

  @Test
  void anUnknownKeyIsRefused() throws Exception {
    assertThat(new TlsStranger().with(UNKNOWN, "node-2").isLetInAt(target())).isFalse();
  }

  @Test
  void aPeersKeyWithAnothersNameIsRefused() throws Exception {
    assertThat(new TlsStranger().with(ABSENT, "node-1").isLetInAt(target())).isFalse();
  }

  @Test
  void aPeersKeyFromAnotherPeersHostIsRefused() throws Exception {
    assertThat(new TlsStranger().with(ELSEWHERE, "node-3").isLetInAt(target())).isFalse();
    assertThat(new TlsStranger().with(ABSENT, "node-2").from("127.0.0.3").isLetInAt(target()))
        .isFalse();
  }

  @Test
  void aPeersKeyFromTheHostOfNobodyIsRefused() throws Exception {
    assertThat(new TlsStranger().with(ABSENT, "node-2").from("127.0.0.9").isLetInAt(target()))
        .isFalse();
  }

  @Test
  void theNodesOwnKeyIsRefused() throws Exception {
    assertThat(new TlsStranger().with(LinkCluster.key(0), "node-0").isLetInAt(CLUSTER.address(0)))
        .isFalse();
  }

  @Test
  void tls12IsRefused() throws Exception {
    assertThat(new TlsStranger().with(ABSENT, "node-2").speaking("TLSv1.2").isLetInAt(target()))
        .isFalse();
  }

  @Test
  void anExpiredCertificateIsRefused() throws Exception {
    var old =
        LinkCertificate.of(
            ABSENT, "node-2", Instant.now().minus(Duration.ofDays(30)), Duration.ofDays(7));

    assertThat(new TlsStranger().presenting(old).isLetInAt(target())).isFalse();
  }

  @Test
  void aGarbageCertificateIsRefused() throws Exception {
    var real = LinkCertificate.of(ABSENT, "node-2", Instant.now(), Duration.ofDays(7));
    var garbage = real.certificate().getEncoded();
    garbage[0] = 0x17;
    var wrongSignature = real.certificate().getEncoded();

    assertThat(
            new TlsStranger()
                .presenting(new GarbageCertificate(real.certificate(), garbage), real.privateKey())
                .isLetInAt(target()))
        .isFalse();
    // The key alone counts: that its own signature fits is nothing a peer relies on.
    assertThat(
            new TlsStranger()
                .presenting(
                    new GarbageCertificate(real.certificate(), wrongSignature), real.privateKey())
                .isLetInAt(target()))
        .isTrue();
  }

  @Test
  void plainTcpGetsNoAnswerOfHazelcast() throws Exception {
    assertThat(answerTo("HZC".getBytes(US_ASCII))).doesNotContain("HZC");
    assertThat(answerTo("GET / HTTP/1.1\r\n\r\n".getBytes(US_ASCII))).doesNotContain("HTTP");
  }

  @Test
  void aHeaderThatAnnounces200MegabytesIsRefused() throws Exception {
    var packet = ByteBuffer.allocate(64).put("HZC".getBytes(US_ASCII));
    packet.put((byte) 4).putChar((char) 0).putInt(0).putInt(200_000_000);
    var record =
        ByteBuffer.allocate(64).put((byte) 23).putShort((short) 0x0303).putShort((short) -1);

    assertThat(answerTo(packet.array())).doesNotContain("HZC");
    assertThat(answerTo(record.array())).doesNotContain("HZC");
    assertThat(CLUSTER.isWhole()).isTrue();
  }

  private static String answerTo(byte[] bytes) throws IOException {
    try (var socket = new Socket()) {
      socket.connect(target());
      socket.setSoTimeout(15_000);
      socket.getOutputStream().write(bytes);
      return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    } catch (SocketTimeoutException e) {
      throw new AssertionError("neither answered nor cut", e);
    } catch (IOException _) {
      return "";
    }
  }

  @Test
  void aPlainHazelcastMemberDoesNotJoin() throws Exception {
    assertStaysOut(liar(2), new DefaultNodeContext());
  }

  @Test
  void aPeerWithTheNameAttributeOfAnotherDoesNotJoin() throws Exception {
    var config = liar(2);
    config.getMemberAttributeConfig().setAttribute(SecuredContext.NAME, "node-3");

    assertStaysOut(config, new SecuredContext(channels(CLUSTER.settings(2))));
  }

  @Test
  void aPeerWithTheAddressOfAnotherDoesNotJoin() throws Exception {
    var config = liar(2);
    config
        .getAdvancedNetworkConfig()
        .getEndpointConfigs()
        .values()
        .forEach(
            endpoint -> ((ServerSocketEndpointConfig) endpoint).setPublicAddress("127.0.0.3:5701"));

    assertStaysOut(config, new SecuredContext(channels(CLUSTER.settings(2))));
  }

  @Test
  void aPeerCannotRunItsCodeInAnother() throws Exception {
    var channels = channels(CLUSTER.settings(4));
    var config = liar(4);
    config.setClassLoader(StrangerIT.class.getClassLoader());
    var instance =
        HazelcastInstanceFactory.newHazelcastInstance(config, "code", new SecuredContext(channels));
    try {
      assertThat(instance.getCluster().getMembers()).hasSize(3);
      var other =
          instance.getCluster().getMembers().stream()
              .filter(member -> !member.localMember())
              .findFirst()
              .orElseThrow();
      var running = instance.getExecutorService("any").submitToMember(new Task(), other);

      assertThatThrownBy(() -> running.get(3, TimeUnit.SECONDS)).isInstanceOf(Exception.class);
      assertThat(Task.RAN).isFalse();
    } finally {
      instance.getLifecycleService().terminate();
      LinkCluster.await(
          "it is gone",
          () ->
              !CLUSTER.link(0).isReachable(LinkCluster.node(4))
                  && !CLUSTER.link(1).isReachable(LinkCluster.node(4)));
    }
  }

  @Test
  void aPeerAtTheAddressOfAnotherIsNotReached() throws Exception {
    try (var cluster = new LinkCluster("moved", 3)) {
      var first = cluster.open(0);
      var moved = new HashMap<>(cluster.peers);
      moved.put(
          LinkCluster.node(1), new LinkPeer(LinkCluster.key(1).publicKey(), cluster.address(2)));
      moved.put(
          LinkCluster.node(2), new LinkPeer(LinkCluster.key(2).publicKey(), cluster.address(1)));
      var settings =
          new LinkSettings(
              LinkCluster.node(1), LinkCluster.key(1), cluster.address(2), moved, cluster.name);
      var channels = channels(settings);
      var config =
          MemberConfig.of(settings, settings.checked())
              .setProperty("hazelcast.max.join.seconds", "3");

      assertStaysOut(config, new SecuredContext(channels), first, LinkCluster.node(1));
    }
  }

  private static Config liar(int number) {
    try {
      var settings = CLUSTER.settings(number);
      return MemberConfig.of(settings, settings.checked())
          .setProperty("hazelcast.max.join.seconds", "3");
    } catch (MisconfiguredLinkException e) {
      throw new AssertionError(e);
    }
  }

  private static TlsChannels channels(LinkSettings settings) throws Exception {
    var trust = new LinkTrust(settings, settings.checked(), Clock.systemUTC(), new SecureRandom());
    return new TlsChannels(
        trust,
        Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory()),
        new Strangers());
  }

  /// Lets it try, until it was refused some times.
  private static void assertStaysOut(Config config, DefaultNodeContext plain) throws Exception {
    assertStaysOut(config, plain, CLUSTER.link(0), LinkCluster.node(2));
  }

  private static void assertStaysOut(
      Config config, DefaultNodeContext plain, HazelcastLink link, ValidatorName name)
      throws Exception {
    var made = new AtomicReference<@Nullable Node>();
    var context =
        new DefaultNodeContext() {
          @Override
          public NodeExtension createNodeExtension(Node node) {
            made.set(node);
            return plain.createNodeExtension(node);
          }
        };
    var strangers = link.channels().strangers();
    long before = strangers.count();
    var starting =
        Thread.ofPlatform()
            .start(() -> {
              try {
                HazelcastInstanceFactory.newHazelcastInstance(config, "liar", context);
              } catch (RuntimeException _) {
                // It gave up.
              }
            });

    LinkCluster.await(
        "it was refused", () -> strangers.count() > before + 1 || !starting.isAlive());
    try {
      assertThat(link.isReachable(name)).isFalse();
      assertThat(strangers.count()).isGreaterThan(before);
    } finally {
      requireNonNull(made.get()).hazelcastInstance.getLifecycleService().terminate();
      starting.join();
    }
  }

  @Test
  void nothingButTheJdkAndHazelcastIsLoadedForAPeer() {
    var loader = new NarrowLoader(StrangerIT.class.getClassLoader());

    assertThat(List.of("java.lang.String", "com.hazelcast.cluster.Address"))
        .allSatisfy(
            name -> assertThat(Class.forName(name, false, loader).getName()).isEqualTo(name));
    assertThatThrownBy(() -> Class.forName(Task.class.getName(), false, loader))
        .isInstanceOf(ClassNotFoundException.class);
  }

  /// What a bad validator would like to see run.
  static final class Task implements Callable<String>, DataSerializable {
    static final AtomicBoolean RAN = new AtomicBoolean();

    @Override
    public String call() {
      RAN.set(true);
      return "ran";
    }

    @Override
    public void writeData(ObjectDataOutput out) {}

    @Override
    public void readData(ObjectDataInput in) {
      RAN.set(true);
    }
  }
}
