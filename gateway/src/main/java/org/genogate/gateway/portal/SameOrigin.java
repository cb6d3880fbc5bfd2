package org.genogate.gateway.portal;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;

/// Tells a form of ours from a forged one.
///
/// A browser says where a request comes from and no script can change that. This needs no token in
/// the form, so any number of open tabs go on working.
///
/// Spec: [Fetch Metadata](https://www.w3.org/TR/fetch-metadata/)
final class SameOrigin {

  private SameOrigin() {}

  /// Whether the request comes from a page of this very origin: `Sec-Fetch-Site` decides; where a
  /// browser sends none, `Origin` does. Neither: no.
  static boolean sent(HttpServerRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null) {
      return site.equals("same-origin");
    }
    String origin = request.getHeader("Origin");
    HostAndPort self = request.authority();
    if (origin == null || self == null) {
      return false;
    }
    // Behind a proxy that ends TLS we see plain http, so there both schemes are ours.
    return origin.equals("https://" + self)
        || (!request.isSSL() && origin.equals("http://" + self));
  }
}
