package org.genogate.ledger.key;

import java.util.Arrays;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/// An Ed25519 public key.
///
/// Spec: [RFC 8032](https://www.rfc-editor.org/rfc/rfc8032)
public final class PublicKey implements VerifyingKey {

  public static final int LENGTH_BYTES = 32;

  /// The C2SP type byte of Ed25519, here the algorithm byte of a [KeyId].
  private static final byte ED25519 = 0x01;

  private final byte[] bytes;

  private PublicKey(byte[] bytes) {
    this.bytes = bytes;
  }

  /// @throws IllegalArgumentException if these are not the 32 bytes of a valid public key
  public static PublicKey of(byte[] bytes) {
    if (bytes.length != LENGTH_BYTES) {
      throw new IllegalArgumentException(
          "an Ed25519 key is %d bytes, not %d".formatted(LENGTH_BYTES, bytes.length));
    }
    // Bouncy Castle decodes the point here and throws IllegalArgumentException for one off the
    // curve.
    return new PublicKey(new Ed25519PublicKeyParameters(bytes).getEncoded());
  }

  /// @throws InvalidSignatureException if `signature` is not this key's over `message`
  @Override
  public void verify(byte[] message, byte[] signature) throws InvalidSignatureException {
    var verifier = new Ed25519Signer();
    verifier.init(false, new Ed25519PublicKeyParameters(bytes));
    verifier.update(message, 0, message.length);
    if (!verifier.verifySignature(signature)) {
      throw new InvalidSignatureException("the signature is not of key " + id());
    }
  }

  public KeyId id() {
    return KeyId.of(Arrays.copyOf(Digests.sha256(new byte[] {ED25519}, bytes), KeyId.LENGTH_BYTES));
  }

  @Override
  public byte[] toBytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PublicKey that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "Ed25519 key " + id();
  }
}
