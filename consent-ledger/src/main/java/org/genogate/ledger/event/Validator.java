package org.genogate.ledger.event;

import org.genogate.ledger.cbor.CborReader;
import org.genogate.ledger.cbor.CborWriter;
import org.genogate.ledger.cbor.MalformedCborException;
import org.genogate.ledger.key.PublicKey;
import org.genogate.ledger.key.WrappingPublicKey;

/// A node that keeps the log with others. The keys with which it cosigns stand in the policy.
///
/// @param node its certificate's key; signs messages between nodes, changes of the policy and
///   refusals of a seal
/// @param wrapping wraps to it the keys that all validators share
public record Validator(ValidatorName name, PublicKey node, WrappingPublicKey wrapping) {

  /// Also how the fold's snapshot holds it.
  public void write(CborWriter out) {
    out.array(3).text(name.value()).bytes(node.toBytes()).bytes(wrapping.toBytes());
  }

  /// @throws IllegalArgumentException if a name or key is not one
  public static Validator read(CborReader in) throws MalformedCborException {
    in.array(3);
    return new Validator(
        new ValidatorName(in.text()),
        PublicKey.of(in.bytes(PublicKey.LENGTH_BYTES)),
        WrappingPublicKey.of(in.bytes(WrappingPublicKey.LENGTH_BYTES)));
  }
}
