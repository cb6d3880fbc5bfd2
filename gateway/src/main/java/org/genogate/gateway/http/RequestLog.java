package org.genogate.gateway.http;

import io.vertx.ext.web.RoutingContext;

/// One structured line for each request: never its path, its query or who sent it.
final class RequestLog {

  private RequestLog() {}

  /// The template of the route that answered, such as `/v1/datasets/:dataset/variants`.
  static String route(RoutingContext context) {
    var name = context.currentRoute() == null ? null : context.currentRoute().getName();
    return name == null ? "unmatched" : name;
  }
}
