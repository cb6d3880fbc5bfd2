package org.genogate.gateway.metric;

import java.time.Duration;
import java.util.SortedMap;
import org.genogate.cluster.ClusterStatus;
import org.genogate.ledger.event.ValidatorName;

/// What Prometheus is told of a node's place among the others.
public final class ClusterMetrics {

  private static final double NANOS = 1e9;

  private ClusterMetrics() {}

  /// @param reachable whether a link to each of the others stands
  public static void write(
      PrometheusText out, ClusterStatus status, SortedMap<ValidatorName, Boolean> reachable) {
    var standing = status.standing();
    out.gauge("genogate_term", "The newest term that was seen.", standing.term());
    out.describe("genogate_leader", "gauge", "1 for the node that is taken for the leader.");
    for (var member : status.members()) {
      boolean leads = standing.leader().filter(member::equals).isPresent();
      out.sample("genogate_leader", "node", member.value(), leads ? 1 : 0);
    }
    out.gauge(
        "genogate_lease_seconds",
        "How long this node may still answer without hearing from the leader.",
        seconds(status.leases().remaining()));
    out.describe("genogate_reachable", "gauge", "Whether a link to the node stands.");
    reachable.forEach(
        (name, stands) -> out.sample("genogate_reachable", "node", name.value(), stands ? 1 : 0));
    writeFinality(out, status);
  }

  private static void writeFinality(PrometheusText out, ClusterStatus status) {
    var finality = status.finality();
    out.gauge(
        "genogate_seal_lag_seconds",
        "How long the oldest seal that is not final has waited.",
        seconds(finality.sealLag()));
    out.gauge(
        "genogate_refusing",
        "Whether this node stopped vouching for the ledger.",
        finality.refusing() ? 1 : 0);
    out.describe(
        "genogate_cosigned_behind_entries",
        "gauge",
        "By how many entries a node's newest cosignature is behind the newest seal.");
    finality
        .validators()
        .forEach((name, validator) ->
            out.sample(
                "genogate_cosigned_behind_entries", "node", name.value(), validator.behind()));
    out.describe("genogate_wrong_cosignatures_total", "counter", "Cosignatures that do not hold.");
    finality
        .validators()
        .forEach((name, validator) ->
            out.sample(
                "genogate_wrong_cosignatures_total", "node", name.value(), validator.wrongLines()));
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / NANOS;
  }
}
