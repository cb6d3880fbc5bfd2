package org.genogate.cluster.link;

import com.hazelcast.cluster.Address;
import com.hazelcast.internal.networking.Channel;
import com.hazelcast.internal.server.ServerConnection;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.genogate.cluster.link.LinkTrust.Proven;
import org.jspecify.annotations.Nullable;

/// One connection's TLS: what its decoder and its encoder share.
///
/// They run on two threads of Hazelcast, at times on that of a sender. Computing goes to a thread
/// of ours.
final class TlsChannel extends X509ExtendedTrustManager {

  private enum Stage {
    HANDSHAKE,
    OPEN,
    /// Nothing is read any more; what the engine has to say of it is written, then it closes.
    FAILED
  }

  private final Channel channel;
  private final ServerConnection connection;
  private final TlsChannels all;
  private final SSLEngine engine;
  private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.HANDSHAKE);
  private final AtomicBoolean computing = new AtomicBoolean();
  private final long begun = System.nanoTime();
  private volatile @Nullable Proven proven;

  TlsChannel(Channel channel, ServerConnection connection, TlsChannels all)
      throws GeneralSecurityException {
    this.channel = channel;
    this.connection = connection;
    this.all = all;
    this.engine = all.trust().engine(this, channel.isClientMode());
  }

  SSLEngine engine() {
    return engine;
  }

  boolean isOpen() {
    return stage.get() == Stage.OPEN;
  }

  boolean isFailed() {
    return stage.get() == Stage.FAILED;
  }

  boolean isAccepted() {
    return !channel.isClientMode();
  }

  long ageNanos() {
    return System.nanoTime() - begun;
  }

  Object remote() {
    return Optional.<Object>ofNullable(channel.remoteSocketAddress()).orElse("a closed socket");
  }

  Optional<Proven> proven() {
    return isOpen() ? Optional.ofNullable(proven) : Optional.empty();
  }

  @Nullable Address claimedAddress() {
    return connection.getRemoteAddress();
  }

  void wakeDecoder() {
    channel.inboundPipeline().wakeup();
  }

  void wakeEncoder() {
    channel.outboundPipeline().wakeup();
  }

  /// Signing and verifying must not hold up the other connections of an I/O thread.
  void compute() {
    if (computing.compareAndSet(false, true)) {
      all.execute(this::runTasks);
    }
  }

  private void runTasks() {
    try {
      for (var task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
        task.run();
      }
    } finally {
      computing.set(false);
      wakeDecoder();
      wakeEncoder();
    }
  }

  /// The handshake is over, which either side of the engine may be the one to see. The other waits:
  /// its bytes may be here already, so nothing else would wake it.
  void handshakeFinished() {
    var who = proven;
    if (who == null || !all.trust().stillHolds(who)) {
      fail("a peer that is no longer one");
      return;
    }
    if (stage.compareAndSet(Stage.HANDSHAKE, Stage.OPEN)) {
      all.opened(this);
    }
    wakeDecoder();
    wakeEncoder();
  }

  /// A peer is at its own address or nowhere, whatever it says.
  boolean isWhereItBelongs() {
    var who = proven;
    var claimed = connection.getRemoteAddress();
    return claimed == null || (who != null && all.trust().livesAt(who, claimed));
  }

  void fail(String reason) {
    if (stage.getAndSet(Stage.FAILED) != Stage.FAILED) {
      all.strangers().refused(reason, remote());
      engine.closeOutbound();
      wakeEncoder();
    }
  }

  /// Closes at once. Without a cause: one would be logged each time, and counted against the member
  /// at that address.
  void close(String reason) {
    connection.close(reason, null);
    // What is closed stays in its selector, and so an open file, until that next wakes.
    wakeDecoder();
    wakeEncoder();
  }

  /// Closes from a thread that does not use the channel right now.
  void closeLater(String reason) {
    all.execute(() -> close(reason));
  }

  private void check(X509Certificate[] chain) throws CertificateException {
    var found = all.trust().prove(chain, channel.socket().getInetAddress());
    if (channel.isClientMode()) {
      var target = connection.getRemoteAddress();
      if (target == null || !all.trust().livesAt(found, target)) {
        throw new Refusal("a peer's key at another's address");
      }
    }
    proven = found;
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String kind, SSLEngine asking)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String kind, SSLEngine asking)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String kind, Socket socket)
      throws CertificateException {
    throw new Refusal("no engine");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String kind, Socket socket)
      throws CertificateException {
    throw new Refusal("no engine");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String kind) throws CertificateException {
    throw new Refusal("no engine");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String kind) throws CertificateException {
    throw new Refusal("no engine");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
