package org.genogate.gateway.admin;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Locale;
import org.genogate.cluster.ClusterStatus;
import org.genogate.cluster.ordering.Role;
import org.genogate.gateway.cluster.ClusterParts;
import org.genogate.gateway.http.Api;
import org.genogate.gateway.http.Authentication;
import org.genogate.gateway.http.Work;
import org.genogate.ledger.event.ValidatorName;

/// How a node stands among the others, and handing its leadership on: for whoever can read the data
/// folder.
public final class ClusterApi implements Api {

  private final ClusterParts parts;
  private final Authentication authentication;
  private final Work work;

  public ClusterApi(ClusterParts parts, Authentication authentication, Work work) {
    this.parts = parts;
    this.authentication = authentication;
    this.work = work;
  }

  @Override
  public void mount(Router router) {
    router.get("/v1/custodian/cluster").handler(work.handler(this::status));
    router.post("/v1/custodian/cluster/handover").handler(work.handler(this::leave));
  }

  private void status(RoutingContext context) {
    authentication.requireLocal(context);
    send(context, status());
  }

  private void leave(RoutingContext context) {
    authentication.requireLocal(context);
    parts.leave();
    send(context, status());
  }

  private static void send(RoutingContext context, JsonObject json) {
    context
        .response()
        .putHeader("content-type", "application/json")
        .end(json.toBuffer())
        .onFailure(_ -> {});
  }

  private JsonObject status() {
    var status = parts.status();
    var standing = status.standing();
    var finality = status.finality();
    var json =
        new JsonObject()
            .put("cluster", parts.name())
            .put("self", status.self().value())
            .put("role", standing.role().name().toLowerCase(Locale.ROOT))
            .put("term", standing.term())
            .put("committed", standing.committed())
            .put("sealed", finality.sealed())
            .put("final", finality.finalSize())
            .put("sealLagMillis", finality.sealLag().toMillis())
            .put("leaseMillis", status.leases().remaining().toMillis())
            .put("refusing", finality.refusing())
            .put("repairing", standing.repairing());
    standing.leader().ifPresent(leader -> json.put("leader", leader.value()));
    var nodes = new JsonArray();
    status.members().forEach(member -> nodes.add(node(status, member)));
    return json.put("nodes", nodes);
  }

  /// What the leader alone knows is absent elsewhere.
  private JsonObject node(ClusterStatus status, ValidatorName member) {
    boolean self = member.equals(status.self());
    var json =
        new JsonObject()
            .put("name", member.value())
            .put("address", parts.addressOf(member).toString())
            .put("reachable", self || parts.reachable().getOrDefault(member, false));
    var validator = status.finality().validators().get(member);
    if (validator != null) {
      json.put("cosigned", validator.newest())
          .put("behind", validator.behind())
          .put("wrongCosignatures", validator.wrongLines());
    }
    var known = status.leases().members().get(member);
    if (known != null && status.standing().role() == Role.LEADER) {
      json.put("applied", known.applied())
          .put("quietMillis", millis(known.quiet()))
          .put("leaseBoundMillis", millis(known.leaseBound()));
    }
    return json;
  }

  private static long millis(Duration duration) {
    return Math.max(0, duration.toMillis());
  }
}
