package org.genogate.cluster.link;

import com.hazelcast.cluster.Address;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import org.genogate.ledger.key.LinkCertificate;
import org.genogate.ledger.key.PublicKey;
import org.genogate.ledger.key.SigningKey;

/// What this node proves of itself, and whom it believes: the certificate and the peers of now.
///
/// Safe for many threads. A change acts on what is asked after it.
final class LinkTrust {

  /// A certificate outlives a handshake, not a week: what is stolen with it is the key anyway.
  private static final Duration LIFETIME = Duration.ofDays(7);

  private static final Duration RENEWED_AFTER = Duration.ofHours(12);

  private record Own(SigningKey key, LinkCertificate certificate, Instant renew) {}

  /// Whom a certificate proved, and by which key.
  record Proven(PeerTable.Entry peer, PublicKey key) {}

  private final LinkSettings settings;
  private final Clock clock;
  private final SecureRandom random;
  private volatile PeerTable peers;
  private volatile Own own;

  LinkTrust(LinkSettings settings, PeerTable peers, Clock clock, SecureRandom random) {
    this.settings = settings;
    this.peers = peers;
    this.clock = clock;
    this.random = random;
    this.own = made(settings.nodeKey());
  }

  PeerTable peers() {
    return peers;
  }

  SigningKey nodeKey() {
    return own.key();
  }

  void change(PeerTable changed, SigningKey nodeKey) {
    peers = changed;
    own = made(nodeKey);
  }

  private Own made(SigningKey key) {
    var now = clock.instant();
    return new Own(
        key,
        LinkCertificate.of(key, settings.self().value(), now, LIFETIME),
        now.plus(RENEWED_AFTER));
  }

  private LinkCertificate certificate() {
    var current = own;
    if (clock.instant().isAfter(current.renew())) {
      current = made(current.key());
      own = current;
    }
    return current.certificate();
  }

  /// An engine with a context of its own, so that no session of one link is resumed on another: a
  /// resumed one would not be asked for its certificate.
  SSLEngine engine(TrustManager trust, boolean client) throws GeneralSecurityException {
    var context = SSLContext.getInstance("TLSv1.3");
    context.init(new KeyManager[] {new OwnKey(certificate())}, new TrustManager[] {trust}, random);
    var engine = context.createSSLEngine();
    engine.setUseClientMode(client);
    engine.setEnabledProtocols(new String[] {"TLSv1.3"});
    if (!client) {
      engine.setNeedClientAuth(true);
    }
    return engine;
  }

  /// Who presents `chain` over a connection with `host`.
  Proven prove(X509Certificate[] chain, InetAddress host) throws CertificateException {
    if (chain.length != 1) {
      throw new Refusal("not one certificate");
    }
    chain[0].checkValidity(Date.from(clock.instant()));
    var key = LinkCertificate.keyOf(chain[0]);
    var peer = peers.ofKey(key).orElseThrow(() -> new Refusal("a key of no peer"));
    if (peer.name().equals(settings.self())) {
      throw new Refusal("this node's own key");
    }
    if (!chain[0].getSubjectX500Principal().getName().equals("CN=" + peer.name())) {
      throw new Refusal("a peer's key with another name");
    }
    if (!peer.host().equals(host)) {
      throw new Refusal("a peer's key from another host");
    }
    return new Proven(peer, key);
  }

  /// Whether what was proven once would be believed now.
  boolean stillHolds(Proven proven) {
    return peers
        .ofKey(proven.key())
        .filter(peer -> peer.name().equals(proven.peer().name()))
        .filter(peer -> peer.address().equals(proven.peer().address()))
        .isPresent();
  }

  /// Whether a connection to `target` leads to the peer that was to be there.
  boolean livesAt(Proven proven, Address target) {
    return proven.peer().address().equals(target);
  }
}
