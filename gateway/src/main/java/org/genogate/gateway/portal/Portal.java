package org.genogate.gateway.portal;

import io.vertx.ext.web.Router;
import java.security.SecureRandom;
import java.time.Clock;
import org.genogate.gateway.access.PatientDesk;

/// The pages under `/portal`.
public final class Portal {

  public Portal(
      PatientDesk desk,
      OneTimeLinks links,
      PortalSettings settings,
      Errands errands,
      Clock clock,
      SecureRandom random) {}

  /// Adds the pages to a router. May be called for several routers: they share their sessions.
  public void mount(Router router) {}
}
