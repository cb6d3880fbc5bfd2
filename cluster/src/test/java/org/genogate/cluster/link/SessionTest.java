package org.genogate.cluster.link;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.genogate.cluster.link.Link.Channel;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.key.InvalidSignatureException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Two honest nodes, and a third that is a validator too and does what it likes with the topics.
class SessionTest {

  private static final ValidatorName ALICE = LinkCluster.node(0);
  private static final ValidatorName BOB = LinkCluster.node(1);
  private static final ValidatorName MALLORY = LinkCluster.node(2);
  private static final String LOG = "log";

  private final Map<ValidatorName, LinkPeer> peers = peers();
  private final Map<ValidatorName, UUID> processes = new ConcurrentHashMap<>();
  private final Map<ValidatorName, Node> nodes = new ConcurrentHashMap<>();

  /// Every frame that went by, as Mallory sees them.
  private final List<byte[]> seen = Collections.synchronizedList(new ArrayList<>());

  private volatile boolean cut;

  private static Map<ValidatorName, LinkPeer> peers() {
    var made = new HashMap<ValidatorName, LinkPeer>();
    for (int i = 0; i < 3; i++) {
      made.put(
          LinkCluster.node(i),
          new LinkPeer(
              LinkCluster.key(i).publicKey(),
              new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 5701 + i)));
    }
    return made;
  }

  private final class Node implements Wire {
    final LinkTrust trust;
    final Inbox inbox;
    final Strangers strangers = new Strangers();
    final Map<ValidatorName, PeerSender> senders = new ConcurrentHashMap<>();
    final List<String> heard = Collections.synchronizedList(new ArrayList<>());

    Node(int number) throws MisconfiguredLinkException {
      var self = LinkCluster.node(number);
      var settings =
          new LinkSettings(
              self,
              LinkCluster.key(number),
              new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 5701 + number),
              peers,
              LOG);
      var random = new SecureRandom();
      trust = new LinkTrust(settings, settings.checked(), Clock.systemUTC(), random);
      inbox =
          new Inbox(
              settings, trust, random, strangers, name -> Optional.ofNullable(senders.get(name)));
      inbox.listen(
          Channel.LEASE, (from, message) -> heard.add(from + ":" + new String(message, US_ASCII)));
      processes.put(self, UUID.randomUUID());
      nodes.put(self, this);
      for (var peer : peers.keySet()) {
        if (!peer.equals(self)) {
          var sender = new PeerSender(settings, peer, trust, this, random, strangers);
          senders.put(peer, sender);
          Thread.ofPlatform().daemon().start(sender);
        }
      }
    }

    void say(ValidatorName to, String text) {
      var sender = senders.get(to);
      assertThat(sender).isNotNull();
      sender.outbox().add(new Outbox.Outgoing(Channel.LEASE, text.getBytes(US_ASCII)));
    }

    @Override
    public Optional<UUID> memberOf(ValidatorName peer) {
      return Optional.ofNullable(processes.get(peer));
    }

    @Override
    public void publish(ValidatorName to, byte[] frame) {
      seen.add(frame);
      var target = nodes.get(to);
      if (!cut && target != null) {
        target.inbox.received(frame);
      }
    }
  }

  @AfterEach
  void stop() {
    nodes.values().forEach(node -> node.senders.values().forEach(PeerSender::close));
  }

  private Node aliceTo(Node bob, String... texts) throws Exception {
    var alice = new Node(0);
    for (var text : texts) {
      alice.say(BOB, text);
    }
    LinkCluster.await("all is heard", () -> bob.heard.size() >= texts.length);
    return alice;
  }

  private List<byte[]> dataFrames() {
    synchronized (seen) {
      return seen.stream()
          .filter(frame -> Frame.parse(frame).filter(Frame.Data.class::isInstance).isPresent())
          .toList();
    }
  }

  @Test
  void messagesArriveWithTheNameOfTheirAuthor() throws Exception {
    var bob = new Node(1);

    aliceTo(bob, "one", "two");

    assertThat(bob.heard).containsExactly("node-0:one", "node-0:two");
  }

  @Test
  void aReplayedMessageIsNotHeardAgain() throws Exception {
    var bob = new Node(1);
    aliceTo(bob, "one", "two");

    dataFrames().forEach(bob.inbox::received);

    assertThat(bob.heard).containsExactly("node-0:one", "node-0:two");
  }

  @Test
  void messagesOutOfOrderAreDropped() throws Exception {
    var bob = new Node(1);
    var alice = aliceTo(bob, "one");
    cut = true;
    alice.say(BOB, "two");
    alice.say(BOB, "three");
    LinkCluster.await("three are seen", () -> dataFrames().size() == 3);

    bob.inbox.received(dataFrames().get(2));
    bob.inbox.received(dataFrames().get(1));

    assertThat(bob.heard).containsExactly("node-0:one", "node-0:three");
  }

  @Test
  void aWholeRecordedSessionCannotBePlayedToTheSameOrALaterProcess() throws Exception {
    var bob = new Node(1);
    aliceTo(bob, "old");
    var recorded = List.copyOf(seen);

    recorded.forEach(bob.inbox::received);
    var restarted = new Node(1);
    recorded.forEach(restarted.inbox::received);

    assertThat(bob.heard).containsExactly("node-0:old");
    assertThat(restarted.heard).isEmpty();
  }

  @Test
  void aMessageChangedOnItsWayIsDropped() throws Exception {
    var bob = new Node(1);
    var alice = aliceTo(bob, "one");
    cut = true;
    alice.say(BOB, "two");
    LinkCluster.await("two are seen", () -> dataFrames().size() == 2);
    var frame = dataFrames().get(1);
    for (int i = 0; i < frame.length; i++) {
      var changed = frame.clone();
      changed[i] ^= 1;
      bob.inbox.received(changed);
    }

    assertThat(bob.heard).containsExactly("node-0:one");
    bob.inbox.received(frame);
    assertThat(bob.heard).containsExactly("node-0:one", "node-0:two");
  }

  @Test
  void nobodyOpensASessionInAnothersName() throws Exception {
    var bob = new Node(1);
    var agreement = new Agreement(new SecureRandom());

    bob.inbox.received(Frame.open(LOG, ALICE, BOB, agreement.publicBytes(), LinkCluster.key(2)));

    assertThat(seen).noneMatch(frame -> isAccept(frame, ALICE));
    assertThat(bob.strangers.count()).isPositive();
  }

  @Test
  void whatWasSignedForAnotherLogOrAnotherNodeOpensNothing() throws Exception {
    var bob = new Node(1);
    var agreement = new Agreement(new SecureRandom());

    bob.inbox.received(
        Frame.open("other", ALICE, BOB, agreement.publicBytes(), LinkCluster.key(0)));
    bob.inbox.received(
        Frame.open(LOG, ALICE, MALLORY, agreement.publicBytes(), LinkCluster.key(0)));

    assertThat(bob.strangers.count()).isEqualTo(2);
  }

  private static boolean isAccept(byte[] bytes, ValidatorName to) {
    return Frame.parse(bytes).orElse(null) instanceof Frame.Accept accept && accept.to().equals(to);
  }

  @Test
  void aSessionAcceptedByAnotherIsNotUsed() throws Exception {
    processes.put(BOB, UUID.randomUUID());
    var alice = new Node(0);
    alice.say(BOB, "secret");
    LinkCluster.await("she asked", () -> !seen.isEmpty());
    var open = (Frame.Open) Frame.parse(seen.getFirst()).orElseThrow();
    long before = alice.strangers.count();

    alice.inbox.received(
        Frame.accept(
            LOG, BOB, open, new Agreement(new SecureRandom()).publicBytes(), LinkCluster.key(2)));
    LinkCluster.await(
        "it was refused, or another asked for",
        () -> alice.strangers.count() > before || seen.size() > 3);

    assertThat(dataFrames()).isEmpty();
  }

  @Test
  void aRestartedReceiverHearsWhatIsSaidAfterIt() throws Exception {
    var bob = new Node(1);
    var alice = aliceTo(bob, "one");

    var restarted = new Node(1);
    alice.senders.values().forEach(sender -> sender.outbox().poke());
    alice.say(BOB, "two");

    LinkCluster.await("it is heard", () -> !restarted.heard.isEmpty());
    assertThat(restarted.heard).containsExactly("node-0:two");
  }

  @Test
  void aRemovedPeerIsNotHeard() throws Exception {
    var bob = new Node(1);
    var alice = aliceTo(bob, "one");
    var without = new HashMap<>(peers);
    without.remove(ALICE);

    bob.trust.change(PeerTable.of(without), LinkCluster.key(1));
    bob.inbox.retain();
    int before = dataFrames().size();
    alice.say(BOB, "two");
    LinkCluster.await("it was sent", () -> dataFrames().size() > before);

    assertThat(bob.heard).containsExactly("node-0:one");
  }

  @Test
  void aPeerThatAcknowledgesNothingGetsNoMoreThanAWindow() throws Exception {
    var bob = new Node(1);
    var alice = aliceTo(bob, "one");
    cut = true;

    for (int i = 0; i < 2 * Window.MOST_MESSAGES; i++) {
      alice.say(BOB, "x");
    }
    LinkCluster.await("the window is full", () -> dataFrames().size() >= Window.MOST_MESSAGES);
    int full = dataFrames().size();

    // One more asks, now and then.
    assertThat(full).isBetween(Window.MOST_MESSAGES, Window.MOST_MESSAGES + 8);
    cut = false;
    LinkCluster.await("it goes on", () -> bob.heard.size() > Window.MOST_MESSAGES / 2);
  }

  @Test
  void nothingThatIsNoFrameThrows() throws Exception {
    var bob = new Node(1);
    aliceTo(bob, "one");
    long seed = System.nanoTime();
    var random = new Random(seed);
    var samples = List.copyOf(seen);

    for (int i = 0; i < 20_000; i++) {
      var bytes = samples.get(random.nextInt(samples.size())).clone();
      bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 2));
      for (int flips = random.nextInt(3); flips > 0 && bytes.length > 0; flips--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      bob.inbox.received(bytes);
    }

    assertThat(bob.heard).as("seed %d", seed).containsExactly("node-0:one");
  }

  @Test
  void aSignatureIsOverTheLogAndEverythingBefore() throws Exception {
    var frame =
        Frame.open(
            LOG, ALICE, BOB, new Agreement(new SecureRandom()).publicBytes(), LinkCluster.key(0));

    Frame.verify(LOG, frame, LinkCluster.key(0).publicKey());
    for (int i = 0; i < frame.length; i++) {
      var changed = frame.clone();
      changed[i] ^= 4;
      assertThatThrownBy(() -> Frame.verify(LOG, changed, LinkCluster.key(0).publicKey()))
          .isInstanceOf(InvalidSignatureException.class);
    }
  }
}
