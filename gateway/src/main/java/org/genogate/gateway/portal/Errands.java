package org.genogate.gateway.portal;

import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.Callable;

/// Runs what may wait for the ledger on a virtual thread of its own, then sends what it made. A
/// failure goes to the router's failure handlers.
@FunctionalInterface
public interface Errands {

  void run(RoutingContext context, Callable<Reply> errand);
}
