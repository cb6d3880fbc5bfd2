package org.genogate.cluster.link;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/// Seals and opens the frames of one session, in one direction, with AES-256-GCM.
///
/// For one thread. The nonce is the sequence number, so a number is never used twice; an
/// acknowledgement has a nonce of its own kind, and says the same each time.
final class SessionKey {

  static final int TAG_BYTES = 16;
  private static final int MESSAGE = 0;
  private static final int ACKNOWLEDGEMENT = 1;
  private static final int NONCE_BYTES = 12;

  private final SecretKey key;
  private final Cipher cipher;

  SessionKey(SecretKey key) {
    this.key = key;
    try {
      this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES-GCM", e);
    }
  }

  /// Puts the sealed `message` behind the head in `frame`, which it binds.
  void seal(long sequence, byte[] frame, int headBytes, byte[] message) {
    try {
      prepare(Cipher.ENCRYPT_MODE, MESSAGE, sequence, frame, headBytes);
      cipher.doFinal(message, 0, message.length, frame, headBytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a frame that cannot be sealed", e);
    }
  }

  /// @return empty unless the other end of this session sealed exactly this
  Optional<byte[]> open(long sequence, byte[] frame, int headBytes) {
    return open(MESSAGE, sequence, frame, headBytes);
  }

  private Optional<byte[]> open(int kind, long sequence, byte[] frame, int headBytes) {
    try {
      prepare(Cipher.DECRYPT_MODE, kind, sequence, frame, headBytes);
      return Optional.of(cipher.doFinal(frame, headBytes, frame.length - headBytes));
    } catch (AEADBadTagException _) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a frame that cannot be opened", e);
    }
  }

  /// Puts the proof of the head in `frame` behind it.
  void sealHead(long sequence, byte[] frame, int headBytes) {
    try {
      prepare(Cipher.ENCRYPT_MODE, ACKNOWLEDGEMENT, sequence, frame, headBytes);
      cipher.doFinal(frame, headBytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a frame that cannot be sealed", e);
    }
  }

  /// @return empty unless the other end of this session sealed this head
  Optional<byte[]> openHead(long sequence, byte[] frame, int headBytes) {
    return open(ACKNOWLEDGEMENT, sequence, frame, headBytes);
  }

  private void prepare(int mode, int kind, long sequence, byte[] head, int headBytes)
      throws GeneralSecurityException {
    var nonce = ByteBuffer.allocate(NONCE_BYTES).putInt(kind).putLong(sequence).array();
    cipher.init(mode, key, new GCMParameterSpec(8 * TAG_BYTES, nonce));
    cipher.updateAAD(head, 0, headBytes);
  }
}
