package org.genogate.ledger.key;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;

/// A node's own certificate for the links between nodes, and the key to it in the form that the
/// JDK's TLS takes.
///
/// It is signed by the key it is of. Nobody trusts it for that: peers compare its key with the one
/// they know the node by.
///
/// @param privateKey prints nothing of itself
///
///   Spec: [RFC 8410](https://www.rfc-editor.org/rfc/rfc8410), [RFC
///   5280](https://www.rfc-editor.org/rfc/rfc5280)
public record LinkCertificate(X509Certificate certificate, PrivateKey privateKey) {

  /// Clocks of nodes may differ by this much, and a little more.
  private static final Duration EARLY = Duration.ofDays(1);

  /// Makes one that is valid from a day before `now` until `lifetime` after it.
  ///
  /// @param commonName informs; peers go by the key
  public static LinkCertificate of(
      SigningKey key, String commonName, Instant now, Duration lifetime) {
    try {
      return new LinkCertificate(
          SelfSigned.certificate(key, commonName, now.minus(EARLY), now.plus(lifetime)),
          KeyFactory.getInstance("Ed25519")
              .generatePrivate(new PKCS8EncodedKeySpec(SelfSigned.pkcs8(key))));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java platform has no Ed25519", e);
    }
  }

  @Override
  public String toString() {
    return "certificate of " + certificate.getSubjectX500Principal();
  }

  /// The key that a peer's certificate is of.
  ///
  /// @throws CertificateException if it is not an Ed25519 key
  public static PublicKey keyOf(X509Certificate certificate) throws CertificateException {
    return SelfSigned.ed25519(certificate.getPublicKey().getEncoded());
  }
}
