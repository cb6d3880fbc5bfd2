package org.genogate.gateway.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.genogate.gateway.config.NodeIdentity;

/// The nodes that are to found a cluster, and how many of them make its log final.
///
/// @param quorum so many that any two quorums have a node in common
public record Candidates(List<NodeIdentity> nodes, int quorum) {

  static final int MOST = 16;

  /// @throws ClusterMistakeException if these nodes, or so many of them, cannot keep a log
  public static Candidates of(List<NodeIdentity> nodes, int quorum) throws ClusterMistakeException {
    if (nodes.size() < 2 || nodes.size() > MOST) {
      throw new ClusterMistakeException(
          "a cluster has 2 to %d nodes, not %d; 3 or 5 are advised".formatted(MOST, nodes.size()));
    }
    requireDistinct(nodes);
    requireQuorum(quorum, nodes.size());
    return new Candidates(nodes, quorum);
  }

  static void requireQuorum(int quorum, int nodes) throws ClusterMistakeException {
    int least = nodes / 2 + 1;
    if (quorum < least || quorum > nodes) {
      throw new ClusterMistakeException(
          "--quorum is %d to %d of %d nodes: two smaller quorums could make different logs final"
              .formatted(least, nodes, nodes));
    }
  }

  public Candidates {
    nodes = List.copyOf(nodes);
  }

  private static void requireDistinct(List<NodeIdentity> nodes) throws ClusterMistakeException {
    var seen = new HashMap<Object, String>();
    for (var node : nodes) {
      var name = node.name().value();
      requireNew(seen, node.name(), name, "name");
      requireNew(seen, node.address(), name, "address");
      for (var key : keys(node)) {
        requireNew(seen, key, name, "key");
      }
      if (name.endsWith(NodeKeys.SECOND_KEY)) {
        throw new ClusterMistakeException(
            "a node's name does not end in %s: %s".formatted(NodeKeys.SECOND_KEY, name));
      }
    }
  }

  private static List<Object> keys(NodeIdentity node) {
    return new ArrayList<>(
        List.of(
            node.node(),
            node.wrapping(),
            node.cosigner(),
            node.secondCosigner(),
            node.custodian()));
  }

  private static void requireNew(
      HashMap<Object, String> seen, Object value, String name, String what)
      throws ClusterMistakeException {
    var earlier = seen.putIfAbsent(value, name);
    if (earlier != null) {
      throw new ClusterMistakeException(
          earlier.equals(name)
              ? "%s has the same %s twice".formatted(name, what)
              : "%s and %s have the same %s".formatted(earlier, name, what));
    }
  }

  /// What speaks against this number of nodes, if anything.
  public Optional<String> advice() {
    int count = nodes.size();
    if (count == 3 || count == 5) {
      return Optional.empty();
    }
    if (count == 2) {
      return Optional.of("two nodes stop when either stops; 3 stand the loss of one");
    }
    return Optional.of(
        count % 2 == 0
            ? "%d nodes stand the loss of no more than %d do; 3 or 5 are advised"
                .formatted(count, count - 1)
            : "with more than 5 nodes each entry waits for more of them; 3 or 5 are advised");
  }
}
