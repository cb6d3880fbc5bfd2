package org.genogate.gateway.portal;

import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.Function;
import org.genogate.ledger.event.PersonTag;

/// One request of someone who is signed in.
record Visit(Sessions.Session session, RoutingContext context) {

  PersonTag person() {
    return session.person();
  }

  /// The identifier in the path.
  ///
  /// @return empty if it is none, which is answered like one that nobody has
  <T> Optional<T> identifier(String name, Function<String, T> parse) {
    String text = context.pathParam(name);
    try {
      return text == null ? Optional.empty() : Optional.of(parse.apply(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  MultiMap form() {
    return context.request().formAttributes();
  }

  /// The value of a query parameter; empty if absent.
  String query(String name) {
    String value = context.queryParams().get(name);
    return value == null ? "" : value;
  }
}
