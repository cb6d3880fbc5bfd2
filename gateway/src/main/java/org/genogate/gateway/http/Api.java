package org.genogate.gateway.http;

import io.vertx.ext.web.Router;

/// One API's routes.
public interface Api {

  /// Adds routes with their whole paths (no sub-routers), so that the log can name each one by its
  /// template. Called once for each event loop, so it must not keep what it is given.
  ///
  /// A route with a pattern instead of a path must be named, as in `/ledger/tile/:level/*`.
  void mount(Router router);
}
