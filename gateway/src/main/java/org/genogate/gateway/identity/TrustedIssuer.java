package org.genogate.gateway.identity;

import java.nio.file.Path;

/// Who may say who someone is.
///
/// @param issuer what a token's `iss` must be, letter for letter
/// @param audience what a token's `aud` must be or hold
/// @param keys a JWKS file; read again when it changes
public record TrustedIssuer(String issuer, String audience, Path keys) {
  public TrustedIssuer {
    if (issuer.isBlank() || audience.isBlank()) {
      throw new IllegalArgumentException("an issuer needs a name and an audience");
    }
  }
}
