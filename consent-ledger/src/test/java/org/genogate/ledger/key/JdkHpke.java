package org.genogate.ledger.key;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// The receiver's side of RFC 9180, mode auth, with nothing but the JDK's own primitives.
final class JdkHpke {

  private static final byte[] KEM = {'K', 'E', 'M', 0, 0x20};
  private static final byte[] SUITE = {'H', 'P', 'K', 'E', 0, 0x20, 0, 1, 0, 2};
  private static final byte[] NOTHING = {};

  private JdkHpke() {}

  static byte[] open(
      byte[] wrapped, byte[] info, byte[] secret, WrappingPublicKey to, WrappingPublicKey from)
      throws GeneralSecurityException {
    var encapsulated = Arrays.copyOf(wrapped, 32);
    var mine =
        KeyFactory.getInstance("X25519")
            .generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, secret));
    var agreed = join(agree(mine, encapsulated), agree(mine, from.toBytes()));
    var kemContext = join(encapsulated, to.toBytes(), from.toBytes());
    var prk = extract(KEM, NOTHING, "eae_prk", agreed);
    var shared = expand(KEM, prk, "shared_secret", kemContext, 32);

    var ids = join(new byte[] {2}, extract(SUITE, NOTHING, "psk_id_hash", NOTHING));
    var schedule = join(ids, extract(SUITE, NOTHING, "info_hash", info));
    var top = extract(SUITE, shared, "secret", NOTHING);
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.DECRYPT_MODE,
        new SecretKeySpec(expand(SUITE, top, "key", schedule, 32), "AES"),
        new GCMParameterSpec(128, expand(SUITE, top, "base_nonce", schedule, 12)));
    return cipher.doFinal(wrapped, 32, wrapped.length - 32);
  }

  private static byte[] agree(PrivateKey mine, byte[] theirs) throws GeneralSecurityException {
    var bigEndian = new byte[32];
    for (int i = 0; i < 32; i++) {
      bigEndian[i] = theirs[31 - i];
    }
    var point = new XECPublicKeySpec(NamedParameterSpec.X25519, new BigInteger(1, bigEndian));
    var agreement = KeyAgreement.getInstance("X25519");
    agreement.init(mine);
    agreement.doPhase(KeyFactory.getInstance("X25519").generatePublic(point), true);
    return agreement.generateSecret();
  }

  private static byte[] extract(byte[] suite, byte[] salt, String label, byte[] material)
      throws GeneralSecurityException {
    var key = salt.length == 0 ? new byte[32] : salt;
    return mac(key, join(version(), suite, label.getBytes(US_ASCII), material));
  }

  /// At most one block of SHA-256.
  private static byte[] expand(byte[] suite, byte[] key, String label, byte[] info, int length)
      throws GeneralSecurityException {
    var size = new byte[] {0, (byte) length};
    var labelled = join(size, version(), suite, label.getBytes(US_ASCII), info);
    return Arrays.copyOf(mac(key, join(labelled, new byte[] {1})), length);
  }

  private static byte[] version() {
    return "HPKE-v1".getBytes(US_ASCII);
  }

  private static byte[] mac(byte[] key, byte[] data) throws GeneralSecurityException {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(data);
  }

  private static byte[] join(byte[]... parts) {
    var joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }
}
