package org.genogate.cluster.link;

import java.security.cert.CertificateException;

/// A peer whose certificate, name or address is not what it has to be. The message is constant
/// text.
final class Refusal extends CertificateException {

  private static final long serialVersionUID = 1L;

  Refusal(String message) {
    super(message);
  }
}
