package org.genogate.gateway.cli;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import org.genogate.gateway.client.GatewayClient;
import org.genogate.gateway.client.GatewayException;
import org.genogate.gateway.node.RunningGateway;

/// What the gateway that runs on a data folder says of its cluster.
final class AskedCluster {

  private static final String STATUS = "/v1/custodian/cluster";

  private final Path data;

  AskedCluster(Path data) {
    this.data = data;
  }

  JsonObject status() throws CommandException, GatewayException {
    try (var client = client()) {
      return client.get(STATUS);
    }
  }

  JsonObject handOver() throws CommandException, GatewayException {
    try (var client = client()) {
      return client.post(STATUS + "/handover", new JsonObject());
    }
  }

  /// @return the change as proposed, and what it says in words
  JsonObject propose(JsonObject change) throws CommandException, GatewayException {
    return change("", change);
  }

  JsonObject sign(JsonObject change) throws CommandException, GatewayException {
    return change("/sign", change);
  }

  JsonObject apply(JsonObject change) throws CommandException, GatewayException {
    return change("/apply", change);
  }

  private JsonObject change(String verb, JsonObject body)
      throws CommandException, GatewayException {
    try (var client = client()) {
      return client.post(STATUS + "/change" + verb, body);
    }
  }

  /// Whether a gateway runs on the folder.
  boolean running() throws CommandException {
    try {
      var running = RunningGateway.find(data);
      return running.isPresent() && Reached.answers(running.get().address());
    } catch (IOException e) {
      throw CommandException.failure("the gateway cannot be asked: " + e.getMessage(), e);
    }
  }

  /// A gateway started for the question alone would say how a node begins, not how it stands.
  private GatewayClient client() throws CommandException {
    try {
      var running = RunningGateway.find(data);
      if (running.isPresent() && Reached.answers(running.get().address())) {
        return new GatewayClient(running.get().address(), running.get().secret());
      }
    } catch (IOException e) {
      throw CommandException.failure("the gateway cannot be asked: " + e.getMessage(), e);
    }
    throw CommandException.mistake("no gateway runs on %s; start it with serve".formatted(data));
  }

  static void write(JsonObject status, PrintWriter out) {
    out.printf(
        "%s of cluster %s, epoch %d: %s in term %d, leader %s%n",
        status.getString("self"),
        status.getString("cluster"),
        status.getInteger("epoch"),
        status.getString("role"),
        status.getLong("term"),
        status.getString("leader", "unknown"));
    out.printf(
        "%,d entries committed, %,d final; oldest seal waiting %s; may answer for %s%n",
        status.getLong("committed"),
        status.getLong("final"),
        duration(status, "sealLagMillis"),
        duration(status, "leaseMillis"));
    if (status.getBoolean("refusing")) {
      out.println("this node refuses to vouch for the ledger; see its log");
    }
    if (status.getBoolean("repairing")) {
      out.println("this node fetches entries that it lacks");
    }
    if (!status.getBoolean("member")) {
      out.println("this node is no member of the cluster any more: it answers nothing");
    } else if (!status.getBoolean("settled")) {
      out.printf(
          "the nodes have changed: %s vote until the ordering has followed%n",
          String.join(", ", status.getJsonArray("voters").stream().map(String::valueOf).toList()));
    }
    writeMembers(status, out);
  }

  static void writeMembers(JsonObject status, PrintWriter out) {
    out.printf(
        "%n  %-20s %-24s %-9s %10s %10s %9s%n",
        "node", "address", "link", "cosigned", "applied", "lease");
    for (var each : status.getJsonArray("nodes")) {
      var node = (JsonObject) each;
      out.printf(
          "%s %-20s %-24s %-9s %10s %10s %9s%n",
          node.getString("name").equals(status.getString("leader")) ? "*" : " ",
          node.getString("name"),
          node.getString("address"),
          link(status, node),
          number(node, "cosigned"),
          number(node, "applied"),
          node.containsKey("leaseBoundMillis") ? duration(node, "leaseBoundMillis") : "-");
    }
    out.printf("%n* leads; it alone knows what the others applied, and their leases%n");
    out.flush();
  }

  private static String link(JsonObject status, JsonObject node) {
    if (node.getString("name").equals(status.getString("self"))) {
      return "itself";
    }
    return node.getBoolean("reachable") ? "up" : "down";
  }

  private static String number(JsonObject node, String field) {
    return node.containsKey(field) ? "%,d".formatted(node.getLong(field)) : "-";
  }

  private static String duration(JsonObject json, String field) {
    return "%.1f s".formatted(Duration.ofMillis(json.getLong(field)).toMillis() / 1000.0);
  }
}
