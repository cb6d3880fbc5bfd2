package org.genogate.cluster.link;

import com.hazelcast.cluster.Address;
import com.hazelcast.internal.networking.Channel;
import com.hazelcast.internal.server.ServerConnection;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Predicate;
import javax.net.ssl.TrustManager;
import org.genogate.ledger.event.ValidatorName;

/// All connections of this node, and how many may be unproven at once.
///
/// Safe for many threads.
final class TlsChannels {

  /// How many that came from outside may be in their handshake. One more pushes out the oldest:
  /// were the newest refused instead, a flood would keep a peer from joining.
  static final int MOST_PENDING = 64;

  /// From connect to the end of the handshake; the closing of a refused one has as long.
  static final long HANDSHAKE_NANOS = 3_000_000_000L;

  private final LinkTrust trust;
  private final Executor tasks;
  private final Strangers strangers;
  private final Set<TlsChannel> live = ConcurrentHashMap.newKeySet();

  // GuardedBy("pending")
  private final LinkedHashSet<TlsChannel> pending = new LinkedHashSet<>();

  TlsChannels(LinkTrust trust, Executor tasks, Strangers strangers) {
    this.trust = trust;
    this.tasks = tasks;
    this.strangers = strangers;
  }

  /// That this JDK can do what the links ask of it.
  void check() throws GeneralSecurityException {
    trust.engine(new TrustManager() {}, true).getSupportedProtocols();
  }

  LinkTrust trust() {
    return trust;
  }

  Strangers strangers() {
    return strangers;
  }

  void execute(Runnable task) {
    try {
      tasks.execute(task);
    } catch (RejectedExecutionException _) {
      // The link is closing, and its sockets with it.
    }
  }

  /// Puts TLS between Hazelcast's handlers and the socket of a new connection.
  ///
  /// Throws nothing: while a connection is being accepted that would shut the member down.
  ///
  /// @param plain adds Hazelcast's own handlers
  void secure(Channel channel, Runnable plain) {
    if (!(channel.attributeMap().get(ServerConnection.class)
        instanceof ServerConnection connection)) {
      strangers.refused("a channel without a connection", "this node");
      return;
    }
    if (!channel.isClientMode() && !trust.peers().hasHost(channel.socket().getInetAddress())) {
      strangers.refused("a host of no peer", channel.socket().getInetAddress());
      connection.close("a host of no peer", null);
      return;
    }
    try {
      // With Hazelcast's linger of 0 a close would swallow the alert before it.
      channel.socket().setSoLinger(false, 0);
      var tls = new TlsChannel(channel, connection, this);
      channel.addCloseListener(_ -> forget(tls));
      tls.engine().beginHandshake();
      channel.inboundPipeline().addLast(new TlsDecoder(tls));
      plain.run();
      channel.outboundPipeline().addLast(new TlsEncoder(tls));
      admit(tls);
    } catch (GeneralSecurityException | IOException | RuntimeException e) {
      close(connection, e);
    }
  }

  private void close(ServerConnection connection, Exception e) {
    strangers.refused("no TLS for a connection: " + e.getClass().getSimpleName(), "this node");
    connection.close("no TLS", null);
  }

  private void admit(TlsChannel tls) {
    live.add(tls);
    Optional<TlsChannel> oldest;
    synchronized (pending) {
      pending.add(tls);
      oldest =
          pending.size() > MOST_PENDING
              ? pending.stream().filter(TlsChannel::isAccepted).findFirst()
              : Optional.empty();
      oldest.ifPresent(pending::remove);
    }
    oldest.ifPresent(pushed -> {
      strangers.refused("more handshakes at once than may be", pushed.remote());
      pushed.close("too many handshakes");
    });
  }

  void opened(TlsChannel tls) {
    synchronized (pending) {
      pending.remove(tls);
    }
  }

  private void forget(TlsChannel tls) {
    live.remove(tls);
    opened(tls);
  }

  /// Closes what took too long.
  void expire() {
    for (var tls : live) {
      if (!tls.isOpen() && tls.ageNanos() > HANDSHAKE_NANOS) {
        if (!tls.isFailed()) {
          strangers.refused("a handshake that does not end", tls.remote());
        }
        tls.close("handshake timeout");
      }
    }
  }

  int pendingCount() {
    synchronized (pending) {
      return pending.size();
    }
  }

  /// Closes the connections that are proven and meet `condition`.
  void cut(Predicate<LinkTrust.Proven> condition) {
    for (var tls : live) {
      if (tls.proven().filter(condition).isPresent()) {
        tls.close("cut by a change of peers or keys");
      }
    }
  }

  /// Who is proven at `address`: nobody if nothing is open to it, or if two are.
  Optional<ValidatorName> provenAt(Address address) {
    var names =
        live.stream()
            .filter(tls -> address.equals(tls.claimedAddress()))
            .flatMap(tls -> tls.proven().stream())
            .map(proven -> proven.peer().name())
            .distinct()
            .toList();
    return names.size() == 1 ? Optional.of(names.getFirst()) : Optional.empty();
  }
}
