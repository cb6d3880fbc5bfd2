package org.genogate.gateway.http;

import io.vertx.ext.web.RoutingContext;
import org.genogate.gateway.identity.Caller;
import org.genogate.gateway.identity.RefusedTokenException;
import org.genogate.gateway.identity.RefusedTokenException.Fault;
import org.genogate.gateway.identity.TokenVerifier;

/// Finds out who sent a request, from its one `Authorization: Bearer` field and nothing else.
public final class Authentication {

  private static final String SCHEME = "Bearer ";

  private final TokenVerifier verifier;
  private final Strangers strangers;

  /// Told of each request that identified nobody, so that it can be counted.
  @FunctionalInterface
  public interface Strangers {
    void refused(Fault fault);
  }

  public Authentication(TokenVerifier verifier, Strangers strangers) {
    this.verifier = verifier;
    this.strangers = strangers;
  }

  /// Verifies a signature, so call it from a virtual thread.
  ///
  /// @throws ProblemException 401 with the fault's code
  public Caller caller(RoutingContext context) {
    try {
      return verifier.verify(bearer(context));
    } catch (RefusedTokenException e) {
      strangers.refused(e.fault());
      var problem = Problem.unauthenticated(e.fault().code(), e.fault().title());
      throw new ProblemException(problem, e);
    }
  }

  /// As [#caller(RoutingContext)], and of one role.
  ///
  /// @throws ProblemException 401, or 403 `wrong-role`
  public <C extends Caller> C caller(RoutingContext context, Class<C> role) {
    var caller = caller(context);
    if (!role.isInstance(caller)) {
      throw new ProblemException(
          Problem.forbidden("wrong-role", "the token's role does not use this resource"));
    }
    return role.cast(caller);
  }

  private static String bearer(RoutingContext context) throws RefusedTokenException {
    var fields = context.request().headers().getAll("authorization");
    if (fields.size() > 1) {
      throw new RefusedTokenException(Fault.TOKEN_REPEATED);
    }
    // RFC 9110 §11.1: the scheme's name is case-insensitive.
    if (fields.isEmpty() || !fields.getFirst().regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw new RefusedTokenException(Fault.TOKEN_MISSING);
    }
    return fields.getFirst().substring(SCHEME.length());
  }
}
