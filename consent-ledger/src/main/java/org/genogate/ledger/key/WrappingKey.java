package org.genogate.ledger.key;

import java.util.Arrays;
import org.bouncycastle.math.ec.rfc7748.X25519;

/// An X25519 private key: wraps secrets for others, and unwraps what they wrapped for it. Prints
/// nothing of itself.
///
/// Both ends are authenticated: nobody without one of the two private keys can make what [#unwrap]
/// accepts. Whoever learns the receiver's private key can open what was wrapped for it before.
///
/// Spec: [RFC 9180](https://www.rfc-editor.org/rfc/rfc9180), mode `auth`, DHKEM(X25519,
/// HKDF-SHA256), HKDF-SHA256, AES-256-GCM
public final class WrappingKey {

  public static final int LENGTH_BYTES = 32;

  /// How much longer a wrapped secret is.
  public static final int OVERHEAD_BYTES = Hpke.ENCAPSULATED_BYTES + Hpke.TAG_BYTES;

  private static final byte[] NOTHING = {};

  private final byte[] secret;
  private final WrappingPublicKey publicKey;

  private WrappingKey(byte[] secret, WrappingPublicKey publicKey) {
    this.secret = secret;
    this.publicKey = publicKey;
  }

  /// @param bytes 32 random bytes
  /// @throws IllegalArgumentException if `bytes` are not 32
  public static WrappingKey of(byte[] bytes) {
    if (bytes.length != LENGTH_BYTES) {
      throw new IllegalArgumentException("a wrapping key is 32 bytes, not " + bytes.length);
    }
    var open = new byte[WrappingPublicKey.LENGTH_BYTES];
    X25519.generatePublicKey(bytes, 0, open, 0);
    return new WrappingKey(Arrays.copyOf(bytes, LENGTH_BYTES), WrappingPublicKey.of(open));
  }

  /// @param context what the secret is for: has to be given again to unwrap
  /// @return different bytes each time, [#OVERHEAD_BYTES] more than `plain`
  public byte[] wrap(byte[] plain, WrappingPublicKey to, byte[] context) {
    return Hpke.ofAes256().seal(plain, context, NOTHING, secret, publicKey.toBytes(), to.toBytes());
  }

  /// @throws InvalidWrappingException unless the holder of `from` wrapped this for this key, with
  ///   this context
  public byte[] unwrap(byte[] wrapped, WrappingPublicKey from, byte[] context)
      throws InvalidWrappingException {
    return Hpke.ofAes256()
        .open(wrapped, context, NOTHING, secret, publicKey.toBytes(), from.toBytes());
  }

  public WrappingPublicKey publicKey() {
    return publicKey;
  }

  @Override
  public String toString() {
    return "private half of wrapping key " + publicKey;
  }
}
