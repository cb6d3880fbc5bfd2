package org.genogate.gateway.admin;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Locale;
import java.util.SortedSet;
import org.genogate.cluster.ClusterStatus;
import org.genogate.cluster.ordering.Role;
import org.genogate.gateway.cluster.ClusterParts;
import org.genogate.gateway.config.NodeAddress;
import org.genogate.gateway.http.Api;
import org.genogate.gateway.http.Authentication;
import org.genogate.gateway.http.Work;
import org.genogate.ledger.Ledger;
import org.genogate.ledger.event.ValidatorName;

/// How a node stands among the others, and handing its leadership on: for whoever can read the data
/// folder.
public final class ClusterApi implements Api {

  private final ClusterParts parts;
  private final Ledger ledger;
  private final Authentication authentication;
  private final Work work;

  public ClusterApi(ClusterParts parts, Ledger ledger, Authentication authentication, Work work) {
    this.parts = parts;
    this.ledger = ledger;
    this.authentication = authentication;
    this.work = work;
  }

  @Override
  public void mount(Router router) {
    router.get("/v1/custodian/cluster").handler(work.handler(this::status));
    router.post("/v1/custodian/cluster/handover").handler(work.handler(this::leave));
  }

  private void status(RoutingContext context) throws IOException {
    authentication.requireLocal(context);
    send(context, status());
  }

  private void leave(RoutingContext context) throws IOException {
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

  private JsonObject status() throws IOException {
    var confirmed = ledger.receipts().confirmed(published() - 1).by();
    var status = parts.status();
    var standing = status.standing();
    var finality = status.finality();
    var json =
        new JsonObject()
            .put("cluster", parts.name())
            .put("self", status.self().value())
            .put("epoch", status.membership().epoch())
            .put("member", status.isMember())
            .put("settled", status.membership().settled())
            .put(
                "voters",
                new JsonArray(
                    standing.members().stream().map(ValidatorName::value).sorted().toList()))
            .put("role", standing.role().name().toLowerCase(Locale.ROOT))
            .put("term", standing.term())
            .put("committed", standing.committed())
            .put("sealed", finality.sealed())
            .put("final", Math.max(finality.finalSize(), published()))
            .put("sealLagMillis", finality.sealLag().toMillis())
            .put("leaseMillis", status.leases().remaining().toMillis())
            .put("refusing", finality.refusing())
            .put("repairing", standing.repairing());
    standing.leader().ifPresent(leader -> json.put("leader", leader.value()));
    var nodes = new ArrayList<JsonObject>();
    for (var member : status.members()) {
      nodes.add(node(status, member, confirmed));
    }
    return json.put("nodes", new JsonArray(nodes));
  }

  /// What the leader alone knows is absent elsewhere.
  ///
  /// @param confirmed who cosigned the newest checkpoint; counts until more was heard from a node
  private JsonObject node(ClusterStatus status, ValidatorName member, SortedSet<String> confirmed) {
    boolean self = member.equals(status.self());
    var json =
        new JsonObject()
            .put("name", member.value())
            .put("address", parts.addressOf(member).map(NodeAddress::toString).orElse("unknown"))
            .put("reachable", self || parts.reachable().getOrDefault(member, false));
    var validator = status.finality().validators().get(member);
    if (validator != null && validator.newest() > 0) {
      json.put("cosigned", validator.newest())
          .put("behind", validator.behind())
          .put("wrongCosignatures", validator.wrongLines());
    }
    if (!json.containsKey("cosigned") && confirmed.contains(member.value())) {
      json.put("cosigned", published());
    }
    var known = status.leases().members().get(member);
    if (known != null && status.standing().role() == Role.LEADER) {
      json.put("applied", known.applied())
          .put("quietMillis", millis(known.quiet()))
          .put("leaseBoundMillis", millis(known.leaseBound()));
    }
    return json;
  }

  /// What is published is final, since an earlier run too.
  private long published() {
    return ledger.log().sealedSize();
  }

  private static long millis(Duration duration) {
    return Math.max(0, duration.toMillis());
  }
}
