package org.genogate.ledger.key;

import java.util.Arrays;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/// An Ed25519 private key. Prints nothing of itself.
public final class SigningKey {

  public static final int SEED_BYTES = 32;

  private final Ed25519PrivateKeyParameters key;
  private final PublicKey publicKey;

  private SigningKey(Ed25519PrivateKeyParameters key) {
    this.key = key;
    this.publicKey = PublicKey.of(key.generatePublicKey().getEncoded());
  }

  /// @throws IllegalArgumentException if `seed` is not 32 bytes long
  public static SigningKey ofSeed(byte[] seed) {
    if (seed.length != SEED_BYTES) {
      throw new IllegalArgumentException(
          "a seed is %d bytes, not %d".formatted(SEED_BYTES, seed.length));
    }
    return new SigningKey(new Ed25519PrivateKeyParameters(Arrays.copyOf(seed, SEED_BYTES)));
  }

  public byte[] sign(byte[] message) {
    var signer = new Ed25519Signer();
    signer.init(true, key);
    signer.update(message, 0, message.length);
    return signer.generateSignature();
  }

  public PublicKey publicKey() {
    return publicKey;
  }

  /// For this package, which alone knows Bouncy Castle.
  Ed25519PrivateKeyParameters parameters() {
    return key;
  }

  @Override
  public String toString() {
    return "private half of " + publicKey;
  }
}
