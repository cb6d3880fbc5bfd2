package org.genogate.genomics.cohort;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;

/// The key of one store, made by HKDF-SHA-256 from the dataset version's key and the store's random
/// name. So a block's nonce need only be unique within the store, and it is: it is the block's
/// address. A block moved elsewhere, in its file, to another file or another store, does not open.
final class StoreKey {

  static final int TAG_BYTES = 16;
  private static final int KEY_BYTES = 32;
  private static final byte[] PURPOSE = "genogate/cohort/v1".getBytes(StandardCharsets.US_ASCII);

  private final SecretKey key;

  private StoreKey(SecretKey key) {
    this.key = key;
  }

  /// @throws IllegalArgumentException if `datasetKey` is not 32 bytes
  static StoreKey of(SecretKey datasetKey, byte[] storeName) {
    byte[] material = datasetKey.getEncoded();
    if (material == null || material.length != KEY_BYTES) {
      throw new IllegalArgumentException("a dataset's key is %d plain bytes".formatted(KEY_BYTES));
    }
    try {
      var parameters =
          HKDFParameterSpec.ofExtract()
              .addSalt(storeName)
              .addIKM(datasetKey)
              .thenExpand(PURPOSE, KEY_BYTES);
      return new StoreKey(KDF.getInstance("HKDF-SHA256").deriveKey("AES", parameters));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java platform from 25 on has HKDF-SHA256", e);
    }
  }

  Cipher seal(BlockAddress address, byte[] associated) {
    try {
      return cipher(Cipher.ENCRYPT_MODE, address, associated);
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java platform has AES-256-GCM", e);
    }
  }

  Cipher open(BlockAddress address, byte[] associated) {
    try {
      return cipher(Cipher.DECRYPT_MODE, address, associated);
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java platform has AES-256-GCM", e);
    }
  }

  private Cipher cipher(int mode, BlockAddress address, byte[] associated)
      throws GeneralSecurityException, InvalidKeyException {
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    byte[] nonce = ByteBuffer.allocate(12).putInt(address.file()).putLong(address.block()).array();
    cipher.init(mode, key, new GCMParameterSpec(8 * TAG_BYTES, nonce));
    cipher.updateAAD(associated);
    cipher.updateAAD(new byte[] {(byte) (address.last() ? 1 : 0)});
    return cipher;
  }
}
