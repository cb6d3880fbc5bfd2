package org.genogate.gateway.admin;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.genogate.gateway.http.Api;
import org.genogate.gateway.http.Authentication;
import org.genogate.gateway.http.Listening.Transport;
import org.genogate.gateway.http.Problem;
import org.genogate.gateway.http.ProblemException;
import org.genogate.gateway.http.Work;
import org.genogate.gateway.identity.Caller;
import org.genogate.gateway.metric.NodeMetrics;
import org.genogate.gateway.metric.PrometheusText;

/// `/metrics` for Prometheus: to whoever is on this machine if the gateway listens to nobody else,
/// and to the custodian.
public final class MetricsApi implements Api {

  private final NodeMetrics metrics;
  private final Transport transport;
  private final Authentication authentication;
  private final Work work;

  /// @param transport behind a proxy every caller seems to be on this machine
  public MetricsApi(
      NodeMetrics metrics, Transport transport, Authentication authentication, Work work) {
    this.metrics = metrics;
    this.transport = transport;
    this.authentication = authentication;
    this.work = work;
  }

  @Override
  public void mount(Router router) {
    router.get("/metrics").handler(work.handler(this::answer));
  }

  private void answer(RoutingContext context) {
    requireOwner(context);
    context
        .response()
        .putHeader("content-type", PrometheusText.CONTENT_TYPE)
        .end(metrics.text())
        .onFailure(_ -> {});
  }

  private void requireOwner(RoutingContext context) {
    switch (transport) {
      case Transport.Loopback() -> {}
      case Transport.BehindProxy(), Transport.Tls _ -> {
        if (!(authentication.caller(context) instanceof Caller.Custodian)) {
          throw new ProblemException(
              Problem.forbidden("wrong-role", "how a node does is for its custodian"));
        }
      }
    }
  }
}
