package org.genogate.gateway.identity;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Tells who a bearer token stands for.
///
/// Safe for many threads. Reads a file and verifies a signature, so call it from a virtual thread.
public final class TokenVerifier {

  private final List<TrustedIssuer> issuers;

  /// @param organisations the ids known here
  /// @param projects the organisation of each project
  public TokenVerifier(
      List<TrustedIssuer> issuers,
      Set<String> organisations,
      Map<String, String> projects,
      Clock clock) {
    this.issuers = List.copyOf(issuers);
  }

  /// @param bearer the token alone, without the word `Bearer`
  /// @throws RefusedTokenException if it identifies nobody here
  public Caller verify(String bearer) throws RefusedTokenException {
    if (issuers.isEmpty()) {
      throw new RefusedTokenException(RefusedTokenException.Fault.ISSUER_UNKNOWN);
    }
    throw new UnsupportedOperationException();
  }
}
