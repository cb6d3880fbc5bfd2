package org.genogate.ledger.event;

import java.util.Arrays;
import org.genogate.ledger.key.InvalidSignatureException;
import org.genogate.ledger.key.KeyId;
import org.genogate.ledger.key.PublicKey;

/// One Ed25519 signature over an event, and the key that is said to have made it.
public final class EntrySignature {

  /// Of Ed25519. The length is part of the wire format.
  public static final int LENGTH_BYTES = 64;

  private final KeyId key;
  private final byte[] signature;

  /// @throws IllegalArgumentException if `signature` is not 64 bytes long
  public EntrySignature(KeyId key, byte[] signature) {
    if (signature.length != LENGTH_BYTES) {
      throw new IllegalArgumentException(
          "an Ed25519 signature is %d bytes, not %d".formatted(LENGTH_BYTES, signature.length));
    }
    this.key = key;
    this.signature = signature.clone();
  }

  public KeyId key() {
    return key;
  }

  public byte[] signature() {
    return signature.clone();
  }

  /// @param signed what [Entry#signedString] gives for the event
  /// @throws InvalidSignatureException if `holder` did not sign that
  public void verify(PublicKey holder, byte[] signed) throws InvalidSignatureException {
    holder.verify(signed, signature);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EntrySignature that
        && key.equals(that.key)
        && Arrays.equals(signature, that.signature);
  }

  @Override
  public int hashCode() {
    return 31 * key.hashCode() + Arrays.hashCode(signature);
  }

  @Override
  public String toString() {
    return "signature of key " + key;
  }
}
