package org.genogate.ledger.key;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;
import org.bouncycastle.operator.ContentSigner;

/// The ASN.1 of a [LinkCertificate].
final class SelfSigned {

  private static final AlgorithmIdentifier ED25519 =
      new AlgorithmIdentifier(EdECObjectIdentifiers.id_Ed25519);

  private SelfSigned() {}

  static X509Certificate certificate(
      SigningKey key, String commonName, Instant notBefore, Instant notAfter)
      throws CertificateException {
    var name = new X500NameBuilder().addRDN(BCStyle.CN, commonName).build();
    var holder =
        new X509v3CertificateBuilder(
                name,
                BigInteger.valueOf(notBefore.toEpochMilli()),
                Date.from(notBefore),
                Date.from(notAfter),
                name,
                new SubjectPublicKeyInfo(ED25519, key.publicKey().toBytes()))
            .build(new KeySigner(key));
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(holder.getEncoded()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] pkcs8(SigningKey key) {
    try {
      PrivateKeyInfo full = PrivateKeyInfoFactory.createPrivateKeyInfo(key.parameters());
      // Version 1, without the public key: the JDK reads no other.
      return new PrivateKeyInfo(full.getPrivateKeyAlgorithm(), full.parsePrivateKey()).getEncoded();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static PublicKey ed25519(byte[] subjectPublicKeyInfo) throws CertificateException {
    try {
      var info = SubjectPublicKeyInfo.getInstance(subjectPublicKeyInfo);
      if (!info.getAlgorithm().equals(ED25519)) {
        throw new CertificateException("the certificate's key is not an Ed25519 key");
      }
      var key = PublicKey.of(info.getPublicKeyData().getOctets());
      if (!Arrays.equals(info.getEncoded("DER"), subjectPublicKeyInfo)) {
        throw new CertificateException("the certificate's key is not in canonical form");
      }
      return key;
    } catch (IOException | IllegalArgumentException e) {
      throw new CertificateException("the certificate's key is malformed", e);
    }
  }

  /// Hands to our own Ed25519 what Bouncy Castle's builder wants signed.
  private static final class KeySigner implements ContentSigner {

    private final SigningKey key;
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();

    KeySigner(SigningKey key) {
      this.key = key;
    }

    @Override
    public AlgorithmIdentifier getAlgorithmIdentifier() {
      return ED25519;
    }

    @Override
    public OutputStream getOutputStream() {
      return content;
    }

    @Override
    public byte[] getSignature() {
      return key.sign(content.toByteArray());
    }
  }
}
