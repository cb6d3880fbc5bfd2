package org.genogate.ledger.cbor;

/// Bytes that are not the deterministic CBOR that was expected.
public final class MalformedCborException extends Exception {

  private static final long serialVersionUID = 1L;

  public MalformedCborException(String message) {
    super(message);
  }
}
