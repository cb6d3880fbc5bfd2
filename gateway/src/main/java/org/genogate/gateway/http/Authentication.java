package org.genogate.gateway.http;

import io.vertx.ext.web.RoutingContext;
import java.util.function.Predicate;
import org.genogate.gateway.identity.Caller;
import org.genogate.gateway.identity.LocalSecret;
import org.genogate.gateway.identity.RefusedTokenException;
import org.genogate.gateway.identity.RefusedTokenException.Fault;
import org.genogate.gateway.identity.TokenVerifier;

/// Finds out who sent a request, from its one `Authorization: Bearer` field and nothing else.
public final class Authentication {

  private static final String SCHEME = "Bearer ";

  private final TokenVerifier verifier;
  private final Predicate<String> local;
  private final Strangers strangers;

  /// Told of each request that identified nobody, so that it can be counted.
  @FunctionalInterface
  public interface Strangers {
    void refused(Fault fault);
  }

  /// For a gateway that only tokens open.
  public Authentication(TokenVerifier verifier, Strangers strangers) {
    this(verifier, _ -> false, strangers);
  }

  /// @param secret whoever sends it owns the data folder, and is the custodian
  public Authentication(TokenVerifier verifier, LocalSecret secret, Strangers strangers) {
    this(verifier, secret::matches, strangers);
  }

  private Authentication(TokenVerifier verifier, Predicate<String> local, Strangers strangers) {
    this.verifier = verifier;
    this.local = local;
    this.strangers = strangers;
  }

  /// Verifies a signature, so call it from a virtual thread.
  ///
  /// @throws ProblemException 401 with the fault's code
  public Caller caller(RoutingContext context) {
    try {
      var bearer = bearer(context);
      return local.test(bearer) ? new Caller.Custodian(LocalSecret.ID) : verifier.verify(bearer);
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

  /// Lets nobody but the owner of the data folder go on, whatever their token says.
  ///
  /// @throws ProblemException 401, or 403 `not-local`
  public void requireLocal(RoutingContext context) {
    var _ = caller(context);
    try {
      if (local.test(bearer(context))) {
        return;
      }
    } catch (RefusedTokenException e) {
      throw new IllegalStateException("a caller without a bearer", e);
    }
    throw new ProblemException(
        Problem.forbidden("not-local", "only a command on the gateway's own machine may do this"));
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
