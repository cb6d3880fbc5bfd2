package org.genogate.cluster.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The network between the nodes, which are numbered from 0.
@SuppressWarnings("try") // whoever interrupts the test wants it to end
sealed interface Wiring extends AutoCloseable {

  InetSocketAddress address(int node);

  /// What a node's command begins with.
  List<String> prefix(int node);

  @Override
  void close() throws IOException;

  /// All on one address: nothing can be cut.
  record Loopback(List<InetSocketAddress> addresses) implements Wiring {

    static Loopback of(int nodes) throws IOException {
      var addresses = new ArrayList<InetSocketAddress>();
      for (int i = 0; i < nodes; i++) {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
          addresses.add(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort()));
        }
      }
      return new Loopback(addresses);
    }

    @Override
    public InetSocketAddress address(int node) {
      return addresses.get(node);
    }

    @Override
    public List<String> prefix(int node) {
      return List.of();
    }

    @Override
    public void close() {}
  }

  /// Each node in a network namespace of its own, all at a bridge in one more: for root on Linux.
  @SuppressWarnings("try") // whoever interrupts the test wants it to end
  final class Bridged implements Wiring {

    private static final int PORT = 5701;

    private final String name;
    private final int nodes;

    private Bridged(String name, int nodes) {
      this.name = name;
      this.nodes = nodes;
    }

    /// Empty if this machine, or this user, cannot.
    static Optional<Bridged> of(int nodes) throws IOException {
      var wiring = new Bridged("gn" + ProcessHandle.current().pid(), nodes);
      try {
        wiring.build();
        return Optional.of(wiring);
      } catch (IOException e) {
        wiring.close();
        return Optional.empty();
      }
    }

    private void build() throws IOException {
      Shell.run("ip netns add " + hub());
      Shell.run("ip -n %s link add br0 type bridge".formatted(hub()));
      Shell.run("ip -n %s link set br0 up".formatted(hub()));
      for (int i = 0; i < nodes; i++) {
        Shell.run("ip netns add " + space(i));
        Shell.run("ip -n %s link set lo up".formatted(space(i)));
        Shell.run(
            "ip -n %s link add v%d type veth peer name eth0 netns %s"
                .formatted(hub(), i, space(i)));
        Shell.run("ip -n %s link set v%d master br0 up".formatted(hub(), i));
        Shell.run("ip -n %s addr add %s/24 dev eth0".formatted(space(i), host(i)));
        Shell.run("ip -n %s link set eth0 up".formatted(space(i)));
      }
      Shell.run("bridge -n %s link set dev v0 isolated off".formatted(hub()));
    }

    private String hub() {
      return name + "-hub";
    }

    private String space(int node) {
      return name + "-" + node;
    }

    private static String host(int node) {
      return "10.77.0." + (node + 1);
    }

    @Override
    public InetSocketAddress address(int node) {
      return new InetSocketAddress(host(node), PORT);
    }

    @Override
    public List<String> prefix(int node) {
      return List.of("ip", "netns", "exec", space(node));
    }

    /// From everybody.
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
      for (int i = 0; i < nodes; i++) {
        Shell.run("ip -n %s link set v%d master br0".formatted(hub(), i));
        Shell.run("bridge -n %s link set dev v%d isolated off".formatted(hub(), i));
        for (int to = 0; to < nodes; to++) {
          var _ = Shell.can("ip -n %s route del blackhole %s/32".formatted(space(i), host(to)));
        }
      }
    }

    @Override
    public void close() {
      for (int i = 0; i < nodes; i++) {
        var _ = Shell.can("ip netns del " + space(i));
      }
      var _ = Shell.can("ip netns del " + hub());
    }
  }
}
