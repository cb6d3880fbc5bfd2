package org.genogate.ledger.key;

import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;

/// A public key on NIST P-256, which verifies the ES256 signatures of tokens.
///
/// Spec: [RFC 7518 §3.4](https://www.rfc-editor.org/rfc/rfc7518#section-3.4)
public final class P256PublicKey {

  /// Of a coordinate, and of each half of a signature.
  public static final int FIELD_BYTES = 32;

  private final ECPublicKeyParameters key;

  private P256PublicKey(ECPublicKeyParameters key) {
    this.key = key;
  }

  /// @param x big-endian, 32 bytes; likewise `y`: `x` and `y` of a JSON Web Key
  /// @throws IllegalArgumentException if that is not a point of the curve
  public static P256PublicKey of(byte[] x, byte[] y) {
    if (x.length != FIELD_BYTES || y.length != FIELD_BYTES) {
      throw new IllegalArgumentException(
          "P-256 coordinates are 32 bytes, not %d and %d".formatted(x.length, y.length));
    }
    var curve = P256.DOMAIN.getCurve();
    // Throws for a coordinate beyond the field; the parameters throw for a point off the curve.
    var point = curve.createPoint(new BigInteger(1, x), new BigInteger(1, y));
    return new P256PublicKey(new ECPublicKeyParameters(point, P256.DOMAIN));
  }

  /// @param signature `r || s`, 32 bytes each, as JSON Web Signatures have it
  /// @throws InvalidSignatureException if it is not this key's over SHA-256 of `message`
  public void verify(byte[] message, byte[] signature) throws InvalidSignatureException {
    if (signature.length != 2 * FIELD_BYTES) {
      throw new InvalidSignatureException(
          "an ES256 signature is 64 bytes, not %d".formatted(signature.length));
    }
    var verifier = new ECDSASigner();
    verifier.init(false, key);
    var r = new BigInteger(1, Arrays.copyOf(signature, FIELD_BYTES));
    var s = new BigInteger(1, Arrays.copyOfRange(signature, FIELD_BYTES, signature.length));
    if (!verifier.verifySignature(Digests.sha256(message), r, s)) {
      throw new InvalidSignatureException("the signature is not of this P-256 key");
    }
  }

  /// The JSON Web Key's `x`: 32 bytes, big-endian.
  public byte[] x() {
    return key.getQ().getAffineXCoord().getEncoded();
  }

  /// The JSON Web Key's `y`: 32 bytes, big-endian.
  public byte[] y() {
    return key.getQ().getAffineYCoord().getEncoded();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof P256PublicKey that && key.getQ().equals(that.key.getQ());
  }

  @Override
  public int hashCode() {
    return key.getQ().hashCode();
  }

  @Override
  public String toString() {
    return "a P-256 key";
  }
}
