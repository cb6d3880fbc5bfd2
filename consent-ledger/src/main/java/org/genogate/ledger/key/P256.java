package org.genogate.ledger.key;

import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.util.BigIntegers;

/// The curve of ES256, in Bouncy Castle's hand-written arithmetic.
final class P256 {

  static final ECDomainParameters DOMAIN =
      new ECDomainParameters(CustomNamedCurves.getByName("secp256r1"));

  private P256() {}

  /// `r || s`, each as long as the field.
  static byte[] join(BigInteger r, BigInteger s) {
    var joined = Arrays.copyOf(fixed(r), 2 * P256PublicKey.FIELD_BYTES);
    System.arraycopy(fixed(s), 0, joined, P256PublicKey.FIELD_BYTES, P256PublicKey.FIELD_BYTES);
    return joined;
  }

  static byte[] fixed(BigInteger number) {
    return BigIntegers.asUnsignedByteArray(P256PublicKey.FIELD_BYTES, number);
  }
}
