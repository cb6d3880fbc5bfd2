package org.genogate.ledger.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.genogate.ledger.key.InvalidSignatureException;
import org.genogate.ledger.key.MlDsaPublicKey;
import org.genogate.ledger.key.PublicKey;
import org.genogate.ledger.key.VerifyingKey;
import org.genogate.ledger.merkle.Hash;

/// A named key that checks the lines under a note, as one vkey text.
///
/// Spec: [signed-note](https://c2sp.org/signed-note)
///
/// @param name what signature lines call the key: no space, no `+`
/// @param key ML-DSA-44 for [Kind#PQ_COSIGNER], else Ed25519
public record VerifierKey(String name, Kind kind, VerifyingKey key) {

  static final int ID_BYTES = 4;
  private static final int TIME_BYTES = 8;

  /// What a key's signatures mean.
  public enum Kind {
    /// Signs the note's text: a log's own key.
    LOG(0x01),
    /// Says when it saw the checkpoint: a witness.
    COSIGNER(0x04),
    /// Says the same with a signature that a quantum computer cannot forge.
    PQ_COSIGNER(0x06);

    final byte type;

    Kind(int type) {
      this.type = (byte) type;
    }

    private VerifyingKey key(byte[] bytes) {
      return this == PQ_COSIGNER ? MlDsaPublicKey.of(bytes) : PublicKey.of(bytes);
    }
  }

  public VerifierKey {
    if (name.isEmpty() || name.codePoints().anyMatch(VerifierKey::forbidden)) {
      throw new IllegalArgumentException("a key name has no space, control character or +");
    }
    if (key instanceof MlDsaPublicKey != (kind == Kind.PQ_COSIGNER)) {
      throw new IllegalArgumentException("a key of type 06 is ML-DSA-44, and no other is");
    }
    if (kind == Kind.PQ_COSIGNER && Subtree.isTooLong(name)) {
      throw new IllegalArgumentException("the name of a key of type 06 is at most 255 bytes");
    }
  }

  /// Reads `name+id+key`.
  ///
  /// @throws InvalidNoteException if it is not a vkey of a kind that is known here
  public static VerifierKey parse(String vkey) throws InvalidNoteException {
    var parts = vkey.split("\\+", 3);
    if (parts.length != 3) {
      throw new InvalidNoteException("a vkey is name+id+key");
    }
    byte[] typed = decode(parts[2]);
    if (typed.length == 0) {
      throw new InvalidNoteException("a vkey holds the type of its key");
    }
    try {
      var kind = kindOf(typed[0]);
      var key = kind.key(Arrays.copyOfRange(typed, 1, typed.length));
      var verifier = new VerifierKey(parts[0], kind, key);
      if (!HexFormat.of().formatHex(verifier.id()).equals(parts[1])) {
        throw new InvalidNoteException("the vkey's id does not fit its name and key");
      }
      return verifier;
    } catch (IllegalArgumentException e) {
      throw new InvalidNoteException("a vkey holds no usable key: " + e.getMessage(), e);
    }
  }

  private static Kind kindOf(byte type) throws InvalidNoteException {
    for (Kind kind : Kind.values()) {
      if (kind.type == type) {
        return kind;
      }
    }
    throw new InvalidNoteException("key type 01, 04 or 06 is wanted, not %02x".formatted(type));
  }

  /// The four bytes that stand before each signature of this key.
  byte[] id() {
    var typed = new byte[] {kind.type};
    var hash = Hash.sha256(name.getBytes(UTF_8), new byte[] {'\n'}, typed, key.toBytes());
    return Arrays.copyOf(hash.toBytes(), ID_BYTES);
  }

  /// @param signature what follows the key id on the line
  /// @throws InvalidSignatureException if it is not this key's over `text`
  void verify(String text, byte[] signature) throws InvalidSignatureException {
    if (kind == Kind.LOG) {
      key.verify(text.getBytes(UTF_8), signature);
      return;
    }
    if (signature.length <= TIME_BYTES) {
      throw new InvalidSignatureException("a cosignature is a time and a signature");
    }
    var message = cosignedMessage(text, timeOf(signature));
    key.verify(message, Arrays.copyOfRange(signature, TIME_BYTES, signature.length));
  }

  /// When a cosigner says that it signed: seconds since 1970, at most 2^63-1.
  private static long timeOf(byte[] signature) throws InvalidSignatureException {
    long time = ByteBuffer.wrap(signature).getLong();
    if (time < 0) {
      throw new InvalidSignatureException("a cosignature's time is at most 2^63-1");
    }
    return time;
  }

  private byte[] cosignedMessage(String text, long time) throws InvalidSignatureException {
    if (kind == Kind.COSIGNER) {
      return cosigned(text, time);
    }
    try {
      return Subtree.message(name, time, Checkpoint.parse(text));
    } catch (InvalidNoteException e) {
      throw new InvalidSignatureException("a key of type 06 signs checkpoints alone");
    }
  }

  /// What a witness signs. It does not name the witness, so a key must serve one witness only.
  ///
  /// @param time seconds since 1970
  static byte[] cosigned(String text, long time) {
    return ("cosignature/v1\ntime " + time + "\n" + text).getBytes(UTF_8);
  }

  /// The vkey text, as policies and auditors' settings hold it.
  @Override
  public String toString() {
    byte[] bare = key.toBytes();
    byte[] typed = ByteBuffer.allocate(1 + bare.length).put(kind.type).put(bare).array();
    return name
        + "+"
        + HexFormat.of().formatHex(id())
        + "+"
        + Base64.getEncoder().encodeToString(typed);
  }

  static boolean forbidden(int codePoint) {
    return codePoint == '+'
        || Character.isSpaceChar(codePoint)
        || Character.isWhitespace(codePoint)
        || Character.isISOControl(codePoint);
  }

  /// Strict base64: with its padding, and no bit set beyond the last byte.
  static byte[] decode(String base64) throws InvalidNoteException {
    try {
      byte[] bytes = Base64.getDecoder().decode(base64);
      if (Base64.getEncoder().encodeToString(bytes).equals(base64)) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      throw new InvalidNoteException("base64 is wanted", e);
    }
    throw new InvalidNoteException("canonical base64 is wanted");
  }
}
