package org.genogate.gateway.metric;

import java.util.function.Consumer;
import org.genogate.ledger.Ledger;

/// Everything that a node tells Prometheus.
///
/// @param cluster writes what it knows of the others; nothing on a node alone
public record NodeMetrics(Ledger ledger, Measured measured, Consumer<PrometheusText> cluster) {

  public String text() {
    var out = new PrometheusText();
    out.gauge("genogate_committed_entries", "Entries committed here.", ledger.log().size());
    out.gauge(
        "genogate_final_entries",
        "Entries under the newest published checkpoint.",
        ledger.log().sealedSize());
    out.gauge(
        "genogate_accepting", "Whether anything can be recorded.", ledger.isAccepting() ? 1 : 0);
    out.gauge("genogate_may_read", "Whether this node may answer.", ledger.mayRead() ? 1 : 0);
    measured.write(out);
    cluster.accept(out);
    return out.toString();
  }
}
