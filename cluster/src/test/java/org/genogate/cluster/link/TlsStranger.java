package org.genogate.cluster.link;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509TrustManager;
import org.genogate.ledger.key.LinkCertificate;
import org.genogate.ledger.key.SigningKey;
import org.jspecify.annotations.Nullable;

/// Connects as anybody might, and tells whether it was let in: whether Hazelcast itself answered.
final class TlsStranger {

  private static final int PATIENCE_MILLIS = 15_000;

  private KeyManager[] own = {};
  private @Nullable SSLContext context;
  private String protocol = "TLSv1.3";
  private InetAddress from = InetAddress.getLoopbackAddress();

  TlsStranger with(SigningKey key, String name) {
    return presenting(LinkCertificate.of(key, name, Instant.now(), Duration.ofDays(1)));
  }

  TlsStranger presenting(LinkCertificate certificate) {
    return presenting(certificate.certificate(), certificate.privateKey());
  }

  TlsStranger presenting(X509Certificate certificate, PrivateKey key) {
    own = new KeyManager[] {new AnyKey(certificate, key)};
    return this;
  }

  TlsStranger speaking(String version) {
    protocol = version;
    return this;
  }

  TlsStranger from(String host) throws IOException {
    from = InetAddress.ofLiteral(host);
    return this;
  }

  /// Whether a member answers with its protocol's greeting.
  boolean isLetInAt(InetSocketAddress address) throws Exception {
    try (var socket = new Socket()) {
      socket.bind(new InetSocketAddress(from, 0));
      socket.connect(address, PATIENCE_MILLIS);
      socket.setSoTimeout(PATIENCE_MILLIS);
      var tls =
          (SSLSocket)
              context()
                  .getSocketFactory()
                  .createSocket(socket, address.getHostString(), address.getPort(), true);
      tls.setEnabledProtocols(new String[] {protocol});
      tls.startHandshake();
      tls.getOutputStream().write("HZC".getBytes(US_ASCII));
      return new String(tls.getInputStream().readNBytes(3), US_ASCII).equals("HZC");
    } catch (SocketTimeoutException e) {
      throw new AssertionError("neither let in nor refused", e);
    } catch (IOException _) {
      return false;
    }
  }

  /// The same each time, so that it may try to resume a session.
  private SSLContext context() throws GeneralSecurityException {
    var made = context;
    if (made == null) {
      made = SSLContext.getInstance("TLS");
      made.init(own, new TrustManager[] {new Everybody()}, new SecureRandom());
      context = made;
    }
    return made;
  }

  private static final class Everybody implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  /// Presents a certificate whatever it is.
  private static final class AnyKey extends X509ExtendedKeyManager {
    private final X509Certificate certificate;
    private final PrivateKey key;

    AnyKey(X509Certificate certificate, PrivateKey key) {
      this.certificate = certificate;
      this.key = key;
    }

    @Override
    public String[] getClientAliases(String kind, Principal[] issuers) {
      return new String[] {"any"};
    }

    @Override
    public String chooseClientAlias(String[] kinds, Principal[] issuers, Socket socket) {
      return "any";
    }

    @Override
    public String[] getServerAliases(String kind, Principal[] issuers) {
      return new String[] {"any"};
    }

    @Override
    public String chooseServerAlias(String kind, Principal[] issuers, Socket socket) {
      return "any";
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
      return new X509Certificate[] {certificate};
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
      return key;
    }
  }
}
