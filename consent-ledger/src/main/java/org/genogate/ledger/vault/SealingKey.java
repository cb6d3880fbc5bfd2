package org.genogate.ledger.vault;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// AES-256-GCM with a random nonce, written before the ciphertext. Prints nothing of itself.
///
/// A random 96-bit nonce allows some 2^32 seals under one key before a repetition is likely enough
/// to matter (NIST SP 800-38D §8.3).
final class SealingKey {

  static final int LENGTH_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BYTES = 16;

  /// How much longer the sealed bytes are.
  static final int OVERHEAD_BYTES = NONCE_BYTES + TAG_BYTES;

  private final SecretKey key;

  private SealingKey(SecretKey key) {
    this.key = key;
  }

  static SealingKey of(byte[] bytes) {
    if (bytes.length != LENGTH_BYTES) {
      throw new IllegalArgumentException(
          "a key is %d bytes, not %d".formatted(LENGTH_BYTES, bytes.length));
    }
    return new SealingKey(new SecretKeySpec(bytes, "AES"));
  }

  /// @param context has to be given again to open; it is authenticated and not kept
  byte[] seal(byte[] plain, byte[] context, SecureRandom random) {
    var nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      var cipher = cipher(Cipher.ENCRYPT_MODE, nonce, context);
      var sealed = ByteBuffer.allocate(plain.length + OVERHEAD_BYTES).put(nonce);
      cipher.doFinal(ByteBuffer.wrap(plain), sealed);
      return sealed.array();
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java platform has AES-GCM", e);
    }
  }

  /// @return empty unless `sealed` was sealed with this key and this context
  Optional<byte[]> open(byte[] sealed, byte[] context) {
    if (sealed.length < OVERHEAD_BYTES) {
      return Optional.empty();
    }
    try {
      var cipher = cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(sealed, NONCE_BYTES), context);
      return Optional.of(cipher.doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java platform has AES-GCM", e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, byte[] context) throws GeneralSecurityException {
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
    cipher.updateAAD(context);
    return cipher;
  }

  @Override
  public String toString() {
    return "a sealing key";
  }
}
