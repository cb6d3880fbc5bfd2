package org.genogate.ledger.key;

import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPublicKeyParameters;
import org.bouncycastle.crypto.signers.MLDSASigner;

/// An ML-DSA-44 public key: its signatures stand when Ed25519 no longer does.
///
/// Spec: [FIPS 204](https://doi.org/10.6028/NIST.FIPS.204), with an empty context
public final class MlDsaPublicKey implements VerifyingKey {

  public static final int LENGTH_BYTES = 1312;

  public static final int SIGNATURE_BYTES = 2420;

  private final MLDSAPublicKeyParameters key;

  private MlDsaPublicKey(MLDSAPublicKeyParameters key) {
    this.key = key;
  }

  /// @throws IllegalArgumentException if `bytes` are not 1312. Any 1312 bytes are a key
  public static MlDsaPublicKey of(byte[] bytes) {
    if (bytes.length != LENGTH_BYTES) {
      throw new IllegalArgumentException(
          "an ML-DSA-44 key is %d bytes, not %d".formatted(LENGTH_BYTES, bytes.length));
    }
    return new MlDsaPublicKey(
        new MLDSAPublicKeyParameters(MLDSAParameters.ml_dsa_44, bytes.clone()));
  }

  @Override
  public void verify(byte[] message, byte[] signature) throws InvalidSignatureException {
    if (signature.length != SIGNATURE_BYTES) {
      throw new InvalidSignatureException(
          "an ML-DSA-44 signature is %d bytes, not %d"
              .formatted(SIGNATURE_BYTES, signature.length));
    }
    var verifier = new MLDSASigner();
    verifier.init(false, key);
    verifier.update(message, 0, message.length);
    if (!verifier.verifySignature(signature)) {
      throw new InvalidSignatureException("the signature is not of " + this);
    }
  }

  @Override
  public byte[] toBytes() {
    return key.getEncoded();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MlDsaPublicKey that && Arrays.equals(toBytes(), that.toBytes());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(toBytes());
  }

  /// Begins with the first 8 bytes of the key's SHA-256.
  @Override
  public String toString() {
    return "ML-DSA-44 key " + HexFormat.of().formatHex(Digests.sha256(toBytes()), 0, 8);
  }
}
