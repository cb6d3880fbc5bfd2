package org.genogate.ledger.key;

/// A public key that checks signatures, of whichever algorithm.
public sealed interface VerifyingKey permits PublicKey, MlDsaPublicKey {

  /// @throws InvalidSignatureException if `signature` is not this key's over `message`
  void verify(byte[] message, byte[] signature) throws InvalidSignatureException;

  /// The key in its one form, without a byte for the algorithm.
  byte[] toBytes();
}
