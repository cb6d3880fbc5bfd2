package org.genogate.gateway.identity;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;

/// Mints tokens for tests and for the demo. A gateway trusts it only if its configuration says so.
@SuppressWarnings("DoNotCallSuggester")
public final class TokenIssuer {

  /// An issuer with a new key.
  public static TokenIssuer create(
      String issuer, String audience, SecureRandom random, Clock clock) {
    throw new UnsupportedOperationException();
  }

  /// A token that a [TokenVerifier] takes for `caller`.
  public String mint(Caller caller, Duration lifetime) {
    throw new UnsupportedOperationException();
  }

  /// Writes the public key as a JWKS file, replacing an older one.
  public TrustedIssuer writeKeys(Path file) throws IOException {
    throw new UnsupportedOperationException();
  }
}
