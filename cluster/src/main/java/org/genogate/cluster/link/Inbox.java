package org.genogate.cluster.link;

import java.security.InvalidKeyException;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.genogate.cluster.link.Link.Channel;
import org.genogate.cluster.link.Link.Receiver;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.key.PublicKey;

/// Takes the frames that arrive: answers those who ask for a session, and hands on what the author
/// it names has sealed, each once and in order.
///
/// A session is another one's only until its first message opens: what was recorded of an older
/// session, replayed with the frame that asked for it, opens in none.
///
/// Safe for many threads; one is in it at a time.
final class Inbox {

  /// How many sessions of one peer may be without a message yet.
  private static final int MOST_FRESH = 4;

  /// How often a peer may ask for a session: two signatures and an agreement each.
  private static final int MOST_OPENS_A_SECOND = 20;

  /// How often a sender is told how far it has come: well within [Window], and at once if it has
  /// not heard for so long that it may have stopped.
  private static final int ACK_EACH_MESSAGES = Window.MOST_MESSAGES / 16;

  private static final int ACK_EACH_BYTES = Window.MOST_BYTES / 16;
  private static final long ACK_EACH_NANOS = 100_000_000L;
  private static final long SECOND_NANOS = 1_000_000_000L;

  private static final class Session {
    private final Agreement.Agreed agreed;
    private final PublicKey by;
    private long last;
    private long acknowledged;
    private long bytesSince;
    private long acknowledgedNanos = System.nanoTime();

    Session(Agreement.Agreed agreed, PublicKey by) {
      this.agreed = agreed;
      this.by = by;
    }
  }

  private static final class Author {
    /// The one in use first, if there is one, then those that have no message yet.
    private final ArrayDeque<Session> sessions = new ArrayDeque<>();

    private long second;
    private int opens;
  }

  private final ValidatorName self;
  private final String log;
  private final LinkTrust trust;
  private final SecureRandom random;
  private final Strangers strangers;
  private final Function<ValidatorName, Optional<PeerSender>> senders;
  private final Map<Channel, Receiver> receivers = new ConcurrentHashMap<>();

  // GuardedBy("this")
  private final Map<ValidatorName, Author> authors = new HashMap<>();

  /// @param senders take what is answered, and what peers answer
  Inbox(
      LinkSettings settings,
      LinkTrust trust,
      SecureRandom random,
      Strangers strangers,
      Function<ValidatorName, Optional<PeerSender>> senders) {
    this.self = settings.self();
    this.log = settings.clusterName();
    this.trust = trust;
    this.random = random;
    this.strangers = strangers;
    this.senders = senders;
  }

  void listen(Channel channel, Receiver receiver) {
    receivers.put(channel, receiver);
  }

  /// Forgets the sessions of keys that are no peer's any more.
  synchronized void retain() {
    for (var author : authors.entrySet()) {
      author
          .getValue()
          .sessions
          .removeIf(session ->
              trust
                  .peers()
                  .ofKey(session.by)
                  .filter(entry -> entry.name().equals(author.getKey()))
                  .isEmpty());
    }
    authors.keySet().retainAll(trust.peers().names());
  }

  /// Throws nothing, whatever it is.
  synchronized void received(byte[] bytes) {
    var frame = Frame.parse(bytes);
    if (frame.isEmpty()) {
      strangers.refused("a malformed frame", "a member");
      return;
    }
    var from = frame.get().from();
    if (from.equals(self) || trust.peers().named(from).isEmpty()) {
      strangers.refused("a frame of no peer", "a member");
      return;
    }
    switch (frame.get()) {
      case Frame.Open open -> opened(open);
      case Frame.Accept accept -> {
        if (accept.to().equals(self)) {
          senders.apply(from).ifPresent(sender -> sender.answered(accept));
        }
      }
      case Frame.Data data -> data(data);
      case Frame.Ack ack -> senders.apply(from).ifPresent(sender -> sender.acknowledged(ack));
    }
  }

  private void opened(Frame.Open open) {
    var author = authors.computeIfAbsent(open.from(), _ -> new Author());
    if (!open.to().equals(self) || !mayOpen(author)) {
      strangers.refused("a session for another, or too many", open.from());
      return;
    }
    var signer = Signers.of(trust.peers(), open.from(), log, open.whole());
    if (signer.isEmpty()) {
      strangers.refused("a session asked for by another", open.from());
      return;
    }
    var agreement = new Agreement(random);
    var accept = Frame.accept(log, self, open, agreement.publicBytes(), trust.nodeKey());
    try {
      var agreed = agreement.with(open.key(), open.whole(), accept);
      author.sessions.addLast(new Session(agreed, signer.get()));
    } catch (InvalidKeyException _) {
      strangers.refused("a session with no key", open.from());
      return;
    }
    if (author.sessions.size() > MOST_FRESH + 1) {
      var inUse = author.sessions.removeFirst();
      author.sessions.removeFirst();
      author.sessions.addFirst(inUse);
    }
    senders.apply(open.from()).ifPresent(sender -> sender.outbox().addUrgent(accept));
  }

  private static boolean mayOpen(Author author) {
    long second = System.nanoTime() / SECOND_NANOS;
    if (author.second != second) {
      author.second = second;
      author.opens = 0;
    }
    author.opens++;
    return author.opens <= MOST_OPENS_A_SECOND;
  }

  private void data(Frame.Data data) {
    var opened = open(data);
    if (opened.isEmpty()) {
      strangers.refused("a frame that its author did not seal now", data.from());
      return;
    }
    var receiver = receivers.get(data.channel());
    if (receiver == null) {
      return;
    }
    try {
      receiver.received(data.from(), opened.get());
    } catch (RuntimeException e) {
      strangers.refused("a receiver threw " + e.getClass().getSimpleName(), data.from());
    }
  }

  private Optional<byte[]> open(Frame.Data data) {
    var author = authors.get(data.from());
    if (author == null) {
      return Optional.empty();
    }
    for (var session : author.sessions) {
      if (Arrays.equals(session.agreed.id(), data.session())) {
        if (data.sequence() <= session.last) {
          return Optional.empty();
        }
        var message = session.agreed.key().open(data.sequence(), data.whole(), data.head());
        if (message.isPresent()) {
          session.last = data.sequence();
          retireBefore(author, session);
          acknowledge(data.from(), session, message.get().length);
        }
        return message;
      }
    }
    return Optional.empty();
  }

  private void acknowledge(ValidatorName to, Session session, int bytes) {
    session.bytesSince += bytes;
    long now = System.nanoTime();
    if (session.last - session.acknowledged >= ACK_EACH_MESSAGES
        || session.bytesSince >= ACK_EACH_BYTES
        || now - session.acknowledgedNanos >= ACK_EACH_NANOS) {
      session.acknowledged = session.last;
      session.bytesSince = 0;
      session.acknowledgedNanos = now;
      var frame = Frame.ack(self, session.agreed, session.last);
      senders.apply(to).ifPresent(sender -> sender.outbox().acknowledge(frame));
    }
  }

  /// The author goes on in `session`, so those that it had before are over.
  private static void retireBefore(Author author, Session session) {
    while (author.sessions.peekFirst() != session) {
      author.sessions.removeFirst();
    }
  }
}
