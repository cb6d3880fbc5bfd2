package org.genogate.ledger.key;

import java.util.Arrays;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.signers.MLDSASigner;

/// An ML-DSA-44 private key. Prints nothing of itself.
///
/// Signs without randomness, so that one message has one signature; some 2 ms each.
///
/// Spec: [FIPS 204](https://doi.org/10.6028/NIST.FIPS.204), with an empty context
public final class MlDsaSigningKey {

  public static final int SEED_BYTES = 32;

  private final MLDSAPrivateKeyParameters key;
  private final MlDsaPublicKey publicKey;

  private MlDsaSigningKey(MLDSAPrivateKeyParameters key) {
    this.key = key;
    this.publicKey = MlDsaPublicKey.of(key.getPublicKey());
  }

  /// @throws IllegalArgumentException if `seed` is not 32 bytes long
  public static MlDsaSigningKey ofSeed(byte[] seed) {
    if (seed.length != SEED_BYTES) {
      throw new IllegalArgumentException(
          "a seed is %d bytes, not %d".formatted(SEED_BYTES, seed.length));
    }
    return new MlDsaSigningKey(
        new MLDSAPrivateKeyParameters(MLDSAParameters.ml_dsa_44, Arrays.copyOf(seed, SEED_BYTES)));
  }

  public byte[] sign(byte[] message) {
    var signer = new MLDSASigner();
    // Given no randomness, the signer takes the deterministic variant of the standard.
    signer.init(true, key);
    signer.update(message, 0, message.length);
    try {
      return signer.generateSignature();
    } catch (CryptoException e) {
      throw new AssertionError("a whole key signs any message", e);
    }
  }

  public MlDsaPublicKey publicKey() {
    return publicKey;
  }

  @Override
  public String toString() {
    return "private half of " + publicKey;
  }
}
