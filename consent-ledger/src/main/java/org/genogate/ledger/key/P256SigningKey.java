package org.genogate.ledger.key;

import java.math.BigInteger;
import java.security.SecureRandom;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;

/// A private key on NIST P-256, which signs tokens for tests and the demonstration. Prints nothing
/// of itself.
///
/// Signs without randomness: [RFC 6979](https://www.rfc-editor.org/rfc/rfc6979).
public final class P256SigningKey {

  private final ECPrivateKeyParameters key;

  private P256SigningKey(BigInteger scalar) {
    this.key = new ECPrivateKeyParameters(scalar, P256.DOMAIN);
  }

  public static P256SigningKey generate(SecureRandom random) {
    return new P256SigningKey(
        BigIntegers.createRandomInRange(
            BigInteger.ONE, P256.DOMAIN.getN().subtract(BigInteger.ONE), random));
  }

  /// @param scalar big-endian, 32 bytes: `d` of a JSON Web Key
  /// @throws IllegalArgumentException unless it is from 1 to the curve's order less 1
  public static P256SigningKey of(byte[] scalar) {
    if (scalar.length != P256PublicKey.FIELD_BYTES) {
      throw new IllegalArgumentException(
          "a P-256 scalar is 32 bytes, not %d".formatted(scalar.length));
    }
    return new P256SigningKey(new BigInteger(1, scalar));
  }

  /// @return `r || s`, 32 bytes each, over SHA-256 of `message`
  public byte[] sign(byte[] message) {
    var signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
    signer.init(true, key);
    var signature = signer.generateSignature(Digests.sha256(message));
    return P256.join(signature[0], signature[1]);
  }

  public P256PublicKey publicKey() {
    var point = new FixedPointCombMultiplier().multiply(P256.DOMAIN.getG(), key.getD()).normalize();
    var parameters = new ECPublicKeyParameters(point, P256.DOMAIN);
    return P256PublicKey.of(
        parameters.getQ().getAffineXCoord().getEncoded(),
        parameters.getQ().getAffineYCoord().getEncoded());
  }

  /// The secret scalar, for whoever has to keep it: 32 bytes, big-endian.
  public byte[] toBytes() {
    return P256.fixed(key.getD());
  }

  @Override
  public String toString() {
    return "private half of a P-256 key";
  }
}
