package org.genogate.gateway.http;

import io.vertx.core.net.SelfSignedCertificate;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.genogate.gateway.http.Listening.Transport;

/// A certificate for `localhost` and clients that trust it alone.
final class TestTls implements AutoCloseable {

  private final SelfSignedCertificate certificate;

  private TestTls(SelfSignedCertificate certificate) {
    this.certificate = certificate;
  }

  static TestTls create() {
    return new TestTls(SelfSignedCertificate.create("localhost"));
  }

  Transport transport() {
    return new Transport.Tls(
        Path.of(certificate.certificatePath()), Path.of(certificate.privateKeyPath()));
  }

  URI uri(int port, String path) {
    return URI.create("https://localhost:" + port + path);
  }

  SSLContext trusting(String protocol) throws Exception {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream pem = Files.newInputStream(Path.of(certificate.certificatePath()))) {
      store.setCertificateEntry(
          "localhost", CertificateFactory.getInstance("X.509").generateCertificate(pem));
    }
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    var context = SSLContext.getInstance(protocol);
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  @Override
  public void close() {
    certificate.delete();
  }
}
