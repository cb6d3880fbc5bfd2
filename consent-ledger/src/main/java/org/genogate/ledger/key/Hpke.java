package org.genogate.ledger.key;

import java.util.Arrays;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;

/// Hybrid public key encryption between two X25519 keys, each side sure of the other.
///
/// Spec: [RFC 9180](https://www.rfc-editor.org/rfc/rfc9180), mode `auth`, DHKEM(X25519,
/// HKDF-SHA256), HKDF-SHA256
final class Hpke {

  /// Of the sender's key for the one message, which goes before the ciphertext.
  static final int ENCAPSULATED_BYTES = 32;

  static final int TAG_BYTES = 16;

  private final HPKE suite;

  private Hpke(short aead) {
    suite = new HPKE(HPKE.mode_auth, HPKE.kem_X25519_SHA256, HPKE.kdf_HKDF_SHA256, aead);
  }

  static Hpke ofAes256() {
    return new Hpke(HPKE.aead_AES_GCM256);
  }

  /// What the RFC publishes vectors for.
  static Hpke ofAes128() {
    return new Hpke(HPKE.aead_AES_GCM128);
  }

  byte[] seal(byte[] plain, byte[] info, byte[] aad, byte[] from, byte[] fromPublic, byte[] to) {
    var receiver = suite.deserializePublicKey(to);
    var context = suite.setupAuthS(receiver, info, pair(from, fromPublic));
    try {
      var sealed = context.seal(aad, plain);
      var encapsulated = context.getEncapsulation();
      var joined = Arrays.copyOf(encapsulated, encapsulated.length + sealed.length);
      System.arraycopy(sealed, 0, joined, encapsulated.length, sealed.length);
      return joined;
    } catch (InvalidCipherTextException e) {
      throw new AssertionError("AES-GCM seals any bytes", e);
    }
  }

  /// @throws InvalidWrappingException unless the holder of `from` sealed this for us, with this
  ///   info and this additional data
  byte[] open(byte[] sealed, byte[] info, byte[] aad, byte[] to, byte[] toPublic, byte[] from)
      throws InvalidWrappingException {
    if (sealed.length < ENCAPSULATED_BYTES + TAG_BYTES) {
      throw new InvalidWrappingException("a wrapped secret has too few bytes");
    }
    var encapsulated = Arrays.copyOf(sealed, ENCAPSULATED_BYTES);
    var rest = Arrays.copyOfRange(sealed, ENCAPSULATED_BYTES, sealed.length);
    try {
      var sender = suite.deserializePublicKey(from);
      return suite.setupAuthR(encapsulated, pair(to, toPublic), info, sender).open(aad, rest);
    } catch (InvalidCipherTextException e) {
      throw new InvalidWrappingException("the secret is not wrapped for this key by that one");
    } catch (IllegalArgumentException | IllegalStateException e) {
      // An encapsulated key of low order, for which the agreement is zero.
      throw new InvalidWrappingException("a wrapped secret begins with an unusable key");
    }
  }

  private AsymmetricCipherKeyPair pair(byte[] secret, byte[] open) {
    return suite.deserializePrivateKey(secret, open);
  }
}
