package org.genogate.ledger.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.junit.jupiter.api.Test;

class LinkCertificateTest {

  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  private final SigningKey key = SigningKey.ofSeed(seed());

  private static byte[] seed() {
    var seed = new byte[SigningKey.SEED_BYTES];
    seed[0] = 7;
    return seed;
  }

  @Test
  void theCertificateIsOfTheKeyAndSignedByIt() throws Exception {
    var made = LinkCertificate.of(key, "hospital-a", NOW, Duration.ofDays(7));

    assertThat(LinkCertificate.keyOf(made.certificate())).isEqualTo(key.publicKey());
    assertThat(made.certificate().getSubjectX500Principal().getName()).isEqualTo("CN=hospital-a");
    made.certificate().verify(made.certificate().getPublicKey());
  }

  @Test
  void thePrivateKeySignsWhatThePublicKeyVerifies() throws Exception {
    var made = LinkCertificate.of(key, "hospital-a", NOW, Duration.ofDays(7));
    var signature = Signature.getInstance("Ed25519");

    signature.initSign(made.privateKey());
    signature.update(new byte[] {1, 2, 3});

    key.publicKey().verify(new byte[] {1, 2, 3}, signature.sign());
  }

  @Test
  void itIsNotValidAfterItsLifetime() throws Exception {
    var made = LinkCertificate.of(key, "hospital-a", NOW, Duration.ofDays(7)).certificate();

    made.checkValidity(Date.from(NOW));
    assertThatThrownBy(() -> made.checkValidity(Date.from(NOW.plus(Duration.ofDays(8)))))
        .isInstanceOf(CertificateExpiredException.class);
  }

  @Test
  void aKeyOfAnotherKindIsRefused() throws Exception {
    var other = KeyPairGenerator.getInstance("X25519").generateKeyPair().getPublic();

    assertThatThrownBy(() -> SelfSigned.ed25519(other.getEncoded()))
        .isInstanceOf(CertificateException.class);
    assertThatThrownBy(() -> SelfSigned.ed25519(new byte[] {0x30, 3, 1, 2}))
        .isInstanceOf(CertificateException.class);
  }
}
