package org.genogate.cluster.link;

import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.key.PublicKey;
import org.jspecify.annotations.Nullable;

/// Sends to one peer, on a thread of its own: agrees on a session with its process of now, then
/// seals and publishes what waits.
final class PeerSender implements Runnable {

  private static final Duration FIRST_RETRY = Duration.ofMillis(100);
  private static final Duration LAST_RETRY = Duration.ofSeconds(2);
  private static final Duration IDLE = Duration.ofSeconds(1);

  /// What was agreed, with whose process, proven by which of its keys.
  private record Session(Agreement.Agreed agreed, UUID member, PublicKey by) {}

  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  private record Asked(Agreement agreement, byte[] frame, UUID member, long atNanos) {}

  private final ValidatorName self;
  private final ValidatorName peer;
  private final String log;
  private final LinkTrust trust;
  private final Wire wire;
  private final SecureRandom random;
  private final Strangers strangers;
  private final Outbox outbox = new Outbox();
  private final AtomicReference<Frame.@Nullable Accept> answer = new AtomicReference<>();
  private final AtomicReference<Frame.@Nullable Ack> acknowledgement = new AtomicReference<>();
  private volatile boolean closed;
  private volatile boolean renew;

  // The rest is the thread's own.
  private @Nullable Session session;
  private @Nullable Asked asked;
  private Duration retry = FIRST_RETRY;
  private Window window = new Window();

  PeerSender(
      LinkSettings settings,
      ValidatorName peer,
      LinkTrust trust,
      Wire wire,
      SecureRandom random,
      Strangers strangers) {
    this.self = settings.self();
    this.peer = peer;
    this.log = settings.clusterName();
    this.trust = trust;
    this.wire = wire;
    this.random = random;
    this.strangers = strangers;
  }

  Outbox outbox() {
    return outbox;
  }

  void answered(Frame.Accept accept) {
    answer.set(accept);
    outbox.poke();
  }

  void acknowledged(Frame.Ack ack) {
    acknowledgement.set(ack);
    outbox.poke();
  }

  /// The next message goes in a session of its own.
  void renew() {
    renew = true;
    outbox.poke();
  }

  void close() {
    closed = true;
    outbox.poke();
  }

  @Override
  public void run() {
    while (!closed) {
      try {
        step();
        outbox.await(untilNext(), session == null ? asked == null : window.hasRoom());
      } catch (InterruptedException _) {
        closed = true;
      } catch (RuntimeException e) {
        // Hazelcast stops, or has just stopped: the link begins it anew.
        strangers.refused("a frame that cannot be sent: " + e.getClass().getSimpleName(), peer);
        LockSupport.parkNanos(FIRST_RETRY.toNanos());
      }
    }
  }

  private long untilNext() {
    var waiting = asked;
    return waiting == null
        ? IDLE.toNanos()
        : waiting.atNanos() + retry.toNanos() - System.nanoTime();
  }

  private void step() {
    for (var next = outbox.takeUrgent(); next.isPresent(); next = outbox.takeUrgent()) {
      wire.publish(peer, next.get());
    }
    var member = wire.memberOf(peer);
    if (member.isEmpty()) {
      session = null;
      asked = null;
      outbox.clear();
      return;
    }
    forgetIfStale(member.get());
    takeAnswer();
    var current = session;
    if (current == null) {
      ask(member.get());
    } else {
      takeAcknowledgement(current);
      sendAll(current);
    }
  }

  private void forgetIfStale(UUID member) {
    boolean stale = renew;
    renew = false;
    var current = session;
    if (current != null) {
      stale |= !current.member().equals(member) || !isKeyOfPeer(current.by());
    }
    if (stale) {
      session = null;
    }
    var waiting = asked;
    if (waiting != null && (stale || !waiting.member().equals(member))) {
      asked = null;
    }
  }

  private boolean isKeyOfPeer(PublicKey key) {
    return trust.peers().ofKey(key).filter(entry -> entry.name().equals(peer)).isPresent();
  }

  private void ask(UUID member) {
    var waiting = asked;
    long now = System.nanoTime();
    if (waiting != null && now - waiting.atNanos() < retry.toNanos()) {
      return;
    }
    var longer = retry.multipliedBy(2);
    retry = waiting == null ? FIRST_RETRY : longer.compareTo(LAST_RETRY) < 0 ? longer : LAST_RETRY;
    var agreement = new Agreement(random);
    var frame = Frame.open(log, self, peer, agreement.publicBytes(), trust.nodeKey());
    asked = new Asked(agreement, frame, member, now);
    wire.publish(peer, frame);
  }

  private void takeAnswer() {
    var accept = answer.getAndSet(null);
    var waiting = asked;
    if (accept == null
        || waiting == null
        || !MessageDigest.isEqual(accept.openHash(), Agreement.sha256(waiting.frame()))) {
      return;
    }
    var signer = Signers.of(trust.peers(), peer, log, accept.whole());
    if (signer.isEmpty()) {
      strangers.refused("a session accepted by another", peer);
      return;
    }
    try {
      var agreed = waiting.agreement().with(accept.key(), waiting.frame(), accept.whole());
      session = new Session(agreed, waiting.member(), signer.get());
      asked = null;
      window = new Window();
    } catch (InvalidKeyException _) {
      strangers.refused("a session with no key", peer);
    }
  }

  private void takeAcknowledgement(Session current) {
    var ack = acknowledgement.getAndSet(null);
    if (ack == null || !Arrays.equals(ack.session(), current.agreed().id())) {
      return;
    }
    if (current.agreed().key().openHead(ack.sequence(), ack.whole(), ack.head()).isPresent()) {
      window.acknowledged(ack.sequence());
    } else {
      strangers.refused("an acknowledgement by another", peer);
    }
  }

  private void sendAll(Session current) {
    while (!closed && !renew && !outbox.hasNews() && window.mayPass()) {
      var next = outbox.take();
      if (next.isEmpty()) {
        return;
      }
      var outgoing = next.get();
      long sequence = window.sent(outgoing.message().length);
      wire.publish(
          peer,
          Frame.data(self, current.agreed(), sequence, outgoing.channel(), outgoing.message()));
    }
  }
}
