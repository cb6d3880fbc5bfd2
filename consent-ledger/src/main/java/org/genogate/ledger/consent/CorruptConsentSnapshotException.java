package org.genogate.ledger.consent;

/// A snapshot of the consent fold that was not written by it, or changed since. The log is the
/// truth: fold it again.
public final class CorruptConsentSnapshotException extends Exception {

  private static final long serialVersionUID = 1L;

  CorruptConsentSnapshotException(String message) {
    super(message);
  }

  CorruptConsentSnapshotException(String message, Throwable cause) {
    super(message, cause);
  }
}
