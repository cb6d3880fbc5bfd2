package org.genogate.cluster.link;

import java.security.cert.CertificateException;

/// A peer whose certificate, name or address is not what it has to be. The message is constant
/// text.
final class Refusal extends CertificateException {

  private static final long serialVersionUID = 1L;

  Refusal(String message) {
    super(message);
  }

  /// Why TLS gave up, in constant text.
  static String reasonOf(Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof Refusal refusal) {
        return String.valueOf(refusal.getMessage());
      }
    }
    return "no TLS 1.3 of a peer";
  }
}
