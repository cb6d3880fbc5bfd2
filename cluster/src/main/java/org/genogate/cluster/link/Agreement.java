package org.genogate.cluster.link;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import javax.crypto.KDF;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.HKDFParameterSpec;

/// One side's part in agreeing on a session's key: X25519, then HKDF over all that was said.
///
/// Spec: [RFC 7748](https://www.rfc-editor.org/rfc/rfc7748), [RFC
/// 5869](https://www.rfc-editor.org/rfc/rfc5869)
final class Agreement {

  static final int PUBLIC_BYTES = 32;
  static final int SESSION_ID_BYTES = 16;

  /// What stands before the 32 bytes in the JDK's form of such a key, by RFC 8410.
  private static final byte[] PREFIX = {
    0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x6e, 0x03, 0x21, 0x00
  };

  private static final byte[] INFO = "genogate/link/v1 session".getBytes(US_ASCII);
  private static final int KEY_BYTES = 32;

  /// A session that both sides know: its id, and the key.
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Agreed(byte[] id, SessionKey key) {}

  private final KeyPair pair;

  Agreement(SecureRandom random) {
    try {
      var generator = KeyPairGenerator.getInstance("X25519");
      generator.initialize(NamedParameterSpec.X25519, random);
      pair = generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has X25519", e);
    }
  }

  byte[] publicBytes() {
    var encoded = pair.getPublic().getEncoded();
    return Arrays.copyOfRange(encoded, encoded.length - PUBLIC_BYTES, encoded.length);
  }

  /// @param theirs the other side's 32 bytes
  /// @param open the frame that asked, whole
  /// @param accept the frame that answered, whole
  /// @throws InvalidKeyException if `theirs` are not a key that any secret can be had with
  Agreed with(byte[] theirs, byte[] open, byte[] accept) throws InvalidKeyException {
    var transcript = sha256(open, accept);
    try {
      var encoded = Arrays.copyOf(PREFIX, PREFIX.length + PUBLIC_BYTES);
      System.arraycopy(theirs, 0, encoded, PREFIX.length, PUBLIC_BYTES);
      var agreement = KeyAgreement.getInstance("X25519");
      agreement.init(pair.getPrivate());
      agreement.doPhase(
          KeyFactory.getInstance("X25519").generatePublic(new X509EncodedKeySpec(encoded)), true);
      var parameters =
          HKDFParameterSpec.ofExtract()
              .addIKM(agreement.generateSecret())
              .addSalt(transcript)
              .thenExpand(INFO, KEY_BYTES);
      var key = KDF.getInstance("HKDF-SHA256").deriveKey("AES", parameters);
      return new Agreed(Arrays.copyOf(transcript, SESSION_ID_BYTES), new SessionKey(key));
    } catch (InvalidKeySpecException e) {
      throw new InvalidKeyException("not an X25519 key", e);
    } catch (InvalidKeyException e) {
      throw e;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has X25519 and HKDF", e);
    }
  }

  static byte[] sha256(byte[]... parts) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (var part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
