package org.genogate.cluster.link;

import com.hazelcast.cluster.Address;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.key.SigningKey;

/// Carries messages over links between Hazelcast members, mutually authenticated TLS 1.3 inside.
///
/// Each message is sealed for its receiver by its author as well: Hazelcast knows which link a
/// packet came by, not who wrote it. The JVM needs the flags of this module's `DESIGN.md`.
///
/// Safe for many threads.
public final class HazelcastLink implements Link, AutoCloseable {

  /// More than a batch ever is. A longer message is the caller's fault.
  public static final int MOST_MESSAGE_BYTES = 16 << 20;

  private static final long TICK_NANOS = 250_000_000L;
  private static final int COMPUTING_THREADS = 2;

  private final SecureRandom random;
  private final Strangers strangers = new Strangers();
  private final LinkTrust trust;
  private final TlsChannels channels;
  private final Inbox inbox;
  private final Wire wire = new Topics();
  private final ExecutorService computing;
  private final Map<ValidatorName, PeerSender> senders = new ConcurrentHashMap<>();
  private final AtomicBoolean restarting = new AtomicBoolean();
  private final Object changing = new Object();
  private volatile LinkSettings settings;
  private volatile Optional<Member> member = Optional.empty();
  private volatile Map<ValidatorName, UUID> reachable = Map.of();
  private volatile boolean closed;

  private HazelcastLink(LinkSettings settings, PeerTable peers, Clock clock, SecureRandom random) {
    this.settings = settings;
    this.random = random;
    this.trust = new LinkTrust(settings, peers, clock, random);
    this.computing =
        Executors.newFixedThreadPool(
            COMPUTING_THREADS, Thread.ofPlatform().daemon().name("link-tls-", 0).factory());
    this.channels = new TlsChannels(trust, computing, strangers);
    this.inbox =
        new Inbox(
            settings, trust, random, strangers, name -> Optional.ofNullable(senders.get(name)));
  }

  /// Checks the settings and begins to listen. Returns once this node is a member, if only of
  /// itself: the others are found in the background.
  ///
  /// @throws MisconfiguredLinkException before anything was started
  /// @throws IOException if the address cannot be listened at
  public static HazelcastLink open(LinkSettings settings, Clock clock, SecureRandom random)
      throws MisconfiguredLinkException, IOException {
    var link = new HazelcastLink(settings, settings.checked(), clock, random);
    try {
      link.channels.check();
      link.begin();
    } catch (GeneralSecurityException e) {
      link.close();
      throw new MisconfiguredLinkException("this Java platform cannot do TLS 1.3 so", e);
    } catch (IOException | RuntimeException e) {
      link.close();
      throw e;
    }
    return link;
  }

  private void begin() throws IOException {
    Thread.ofPlatform().daemon().name("link-timer").start(this::ticking);
    member = Optional.of(Member.start(settings, channels, inbox::received, this::refresh));
    matchSenders();
    refresh();
  }

  private void ticking() {
    while (!closed) {
      LockSupport.parkNanos(TICK_NANOS);
      try {
        tick();
      } catch (RuntimeException e) {
        strangers.refused("a tick failed: " + e.getClass().getSimpleName(), self());
      }
    }
  }

  private void tick() {
    channels.expire();
    if (!closed
        && member.filter(running -> !running.isRunning()).isPresent()
        && restarting.compareAndSet(false, true)) {
      Thread.ofPlatform().daemon().name("link-restart").start(this::restart);
    }
  }

  /// Hazelcast shuts a member down for faults of this host, such as a lack of file handles, and for
  /// good. This node is to come back when the fault is gone.
  private void restart() {
    try {
      strangers.refused("the member stopped, beginning it anew", settings.self());
      var started = Member.start(settings, channels, inbox::received, this::refresh);
      member = Optional.of(started);
      if (closed) {
        started.terminate();
      }
      refresh();
    } catch (IOException _) {
      strangers.refused("the member cannot begin", settings.self());
    } finally {
      restarting.set(false);
    }
  }

  private void refresh() {
    synchronized (changing) {
      reachable =
          member
              .filter(Member::isRunning)
              .map(running -> running.peers(trust.peers()))
              .orElse(Map.of());
    }
    senders.values().forEach(sender -> sender.outbox().poke());
  }

  private void matchSenders() {
    var wanted = new HashSet<>(trust.peers().names());
    wanted.remove(self());
    for (var name : Set.copyOf(senders.keySet())) {
      if (!wanted.contains(name)) {
        Optional.ofNullable(senders.remove(name)).ifPresent(PeerSender::close);
      }
    }
    for (var name : wanted) {
      senders.computeIfAbsent(name, this::startSender);
    }
  }

  private PeerSender startSender(ValidatorName name) {
    var sender = new PeerSender(settings, name, trust, wire, random, strangers);
    Thread.ofPlatform().daemon().name("link-to-" + name).start(sender);
    return sender;
  }

  @Override
  public ValidatorName self() {
    return settings.self();
  }

  @Override
  public Set<ValidatorName> members() {
    return settings.peers().keySet();
  }

  @Override
  public boolean isReachable(ValidatorName peer) {
    return reachable.containsKey(peer);
  }

  /// @param message not to be changed any more
  /// @throws IllegalArgumentException if it is longer than [#MOST_MESSAGE_BYTES], or for this node
  @Override
  public void send(ValidatorName to, Channel channel, byte[] message) {
    if (message.length > MOST_MESSAGE_BYTES) {
      throw new IllegalArgumentException(
          "a message is at most %d bytes, not %d".formatted(MOST_MESSAGE_BYTES, message.length));
    }
    if (to.equals(self())) {
      throw new IllegalArgumentException("a node sends nothing to itself");
    }
    if (isReachable(to)) {
      Optional.ofNullable(senders.get(to))
          .ifPresent(sender -> sender.outbox().add(new Outbox.Outgoing(channel, message)));
    }
  }

  @Override
  public void listen(Channel channel, Receiver receiver) {
    inbox.listen(channel, receiver);
  }

  /// Takes part with these peers from now on: links of keys that are not among them are cut, and
  /// members that left the map are put out of the cluster.
  ///
  /// To replace a key without a pause: first name both keys everywhere, then [#rekey], then name
  /// the new one alone.
  ///
  /// @throws MisconfiguredLinkException if a link could not be opened with them, or they name
  ///   another address of this node, which takes a new link; nothing changed
  public void setPeers(Map<ValidatorName, LinkPeer> peers) throws MisconfiguredLinkException {
    synchronized (changing) {
      var changed = settings.withPeers(peers);
      var table = changed.checked();
      if (!table.named(self()).map(PeerTable.Entry::address).equals(ownAddress())) {
        throw new MisconfiguredLinkException("a link stays at its address until it is closed");
      }
      trust.change(table, changed.nodeKey());
      settings = changed;
      channels.cut(proven -> !trust.stillHolds(proven));
      rebuild();
    }
  }

  /// Proves itself with `nodeKey` from now on, and builds its links anew.
  ///
  /// @throws MisconfiguredLinkException if the peers do not name the key as this node's
  public void rekey(SigningKey nodeKey) throws MisconfiguredLinkException {
    synchronized (changing) {
      var changed = settings.withNodeKey(nodeKey);
      trust.change(changed.checked(), nodeKey);
      settings = changed;
      channels.cut(_ -> true);
      senders.values().forEach(PeerSender::renew);
      rebuild();
    }
  }

  private Optional<Address> ownAddress() {
    return trust.peers().named(self()).map(PeerTable.Entry::address);
  }

  private void rebuild() {
    inbox.retain();
    matchSenders();
    var others = new HashSet<>(trust.peers().addresses());
    ownAddress().ifPresent(others::remove);
    member.ifPresent(running -> {
      running.joinBy(MemberConfig.members(self(), trust.peers()));
      refresh();
      running.reconnect(others);
    });
  }

  TlsChannels channels() {
    return channels;
  }

  @Override
  public void close() {
    closed = true;
    senders.values().forEach(PeerSender::close);
    member.ifPresent(Member::terminate);
    computing.shutdownNow();
  }

  /// The topics of whatever member runs now.
  private final class Topics implements Wire {

    @Override
    public Optional<UUID> memberOf(ValidatorName peer) {
      return Optional.ofNullable(reachable.get(peer));
    }

    @Override
    public void publish(ValidatorName to, byte[] frame) {
      member.ifPresent(running -> running.publish(to, frame));
    }
  }
}
