package org.genogate.gateway.campaign;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.genogate.gateway.config.NodeAddress;

/// What is between the nodes, which are numbered from 0, and between each and whoever asks it.
@SuppressWarnings("try") // whoever interrupts the test wants it to end
sealed interface Network extends AutoCloseable {

  /// Where a node's link listens.
  NodeAddress link(int node);

  /// What a node's command begins with.
  List<String> prefix(int node);

  /// Where a node serves HTTP, as the command line says it.
  List<String> serving(int node);

  @Override
  void close() throws IOException;

  /// All on loopback: nothing can be cut.
  record Loopback(List<NodeAddress> links) implements Network {

    public Loopback {
      links = List.copyOf(links);
    }

    static Loopback of(int nodes) throws IOException {
      var links = new ArrayList<NodeAddress>();
      for (int node = 0; node < nodes; node++) {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
          links.add(new NodeAddress("127.0.0.1", socket.getLocalPort()));
        }
      }
      return new Loopback(links);
    }

    @Override
    public NodeAddress link(int node) {
      return links.get(node);
    }

    @Override
    public List<String> prefix(int node) {
      return List.of();
    }

    @Override
    public List<String> serving(int node) {
      return List.of("--port", "0");
    }

    @Override
    public void close() {}
  }

  /// Each node in a network namespace of its own, with two cables: one to a bridge where the nodes
  /// meet, which is what is cut, and one to us, which never is, so that a node that is cut off from
  /// the others is still asked. For root on Linux.
  @SuppressWarnings("try") // whoever interrupts the test wants it to end
  final class Bridged implements Network {

    private static final int LINK_PORT = 5701;
    private static final int HTTP_PORT = 8080;

    private final long id = ProcessHandle.current().pid();
    private final int nodes;

    private Bridged(int nodes) {
      this.nodes = nodes;
    }

    /// Empty if this machine, or this user, cannot.
    static Optional<Bridged> of(int nodes) throws IOException {
      var network = new Bridged(nodes);
      try {
        network.build();
        return Optional.of(network);
      } catch (IOException e) {
        network.close();
        return Optional.empty();
      }
    }

    private void build() throws IOException {
      Shell.run("ip netns add " + hub());
      Shell.run("ip -n %s link add br0 type bridge".formatted(hub()));
      Shell.run("ip -n %s link set br0 up".formatted(hub()));
      for (int node = 0; node < nodes; node++) {
        Shell.run("ip netns add " + space(node));
        Shell.run("ip -n %s link set lo up".formatted(space(node)));
        toTheOthers(node);
        toUs(node);
      }
      // Whether a bridge here can do it.
      Shell.run("bridge -n %s link set dev v0 isolated off".formatted(hub()));
    }

    private void toTheOthers(int node) throws IOException {
      Shell.run(
          "ip -n %s link add v%d type veth peer name eth0 netns %s"
              .formatted(hub(), node, space(node)));
      Shell.run("ip -n %s link set v%d master br0 up".formatted(hub(), node));
      Shell.run("ip -n %s addr add %s/24 dev eth0".formatted(space(node), host(node)));
      Shell.run("ip -n %s link set eth0 up".formatted(space(node)));
    }

    private void toUs(int node) throws IOException {
      Shell.run(
          "ip link add %s type veth peer name eth1 netns %s".formatted(cable(node), space(node)));
      Shell.run("ip addr add %s/30 dev %s".formatted(ours(node), cable(node)));
      Shell.run("ip link set %s up".formatted(cable(node)));
      Shell.run("ip -n %s addr add %s/30 dev eth1".formatted(space(node), served(node)));
      Shell.run("ip -n %s link set eth1 up".formatted(space(node)));
    }

    private String hub() {
      return "gc%d-hub".formatted(id);
    }

    private String space(int node) {
      return "gc%d-%d".formatted(id, node);
    }

    private String cable(int node) {
      return "gc%dm%d".formatted(id, node);
    }

    private static String host(int node) {
      return "10.79.0." + (node + 1);
    }

    /// Two campaigns on one machine must not have the same.
    private String ours(int node) {
      return "10.%d.%d.%d".formatted(80 + id % 100, id / 100 % 250, 4 * node + 1);
    }

    private String served(int node) {
      return "10.%d.%d.%d".formatted(80 + id % 100, id / 100 % 250, 4 * node + 2);
    }

    @Override
    public NodeAddress link(int node) {
      return new NodeAddress(host(node), LINK_PORT);
    }

    @Override
    public List<String> prefix(int node) {
      return List.of("ip", "netns", "exec", space(node));
    }

    @Override
    public List<String> serving(int node) {
      return List.of("--host", served(node), "--port", "" + HTTP_PORT, "--behind-proxy");
    }

    /// From all others.
    void cut(int node) throws IOException {
      Shell.run("ip -n %s link set v%d nomaster".formatted(hub(), node));
    }

    /// From each other, and from nobody else.
    void cut(int one, int other) throws IOException {
      for (int node : new int[] {one, other}) {
        Shell.run("bridge -n %s link set dev v%d isolated on".formatted(hub(), node));
      }
    }

    /// What one sends to the other is lost.
    void cutOneWay(int from, int to) throws IOException {
      Shell.run("ip -n %s route add blackhole %s/32".formatted(space(from), host(to)));
    }

    void heal() throws IOException {
      for (int node = 0; node < nodes; node++) {
        Shell.run("ip -n %s link set v%d master br0".formatted(hub(), node));
        Shell.run("bridge -n %s link set dev v%d isolated off".formatted(hub(), node));
        for (int to = 0; to < nodes; to++) {
          var _ = Shell.can("ip -n %s route del blackhole %s/32".formatted(space(node), host(to)));
        }
      }
    }

    @Override
    public void close() {
      for (int node = 0; node < nodes; node++) {
        var _ = Shell.can("ip link del " + cable(node));
        var _ = Shell.can("ip netns del " + space(node));
      }
      var _ = Shell.can("ip netns del " + hub());
    }
  }
}
