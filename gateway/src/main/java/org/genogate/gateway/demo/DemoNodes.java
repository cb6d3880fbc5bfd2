package org.genogate.gateway.demo;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.genogate.gateway.client.GatewayClient;
import org.genogate.gateway.client.GatewayException;

/// The demo's nodes while they run.
public final class DemoNodes implements AutoCloseable {

  private final DemoFolder folder;
  private final List<NodeProcess> nodes;

  DemoNodes(DemoFolder folder, List<NodeProcess> nodes) {
    this.folder = folder;
    this.nodes = new ArrayList<>(nodes);
  }

  /// Where each answers, the one with the dataset first.
  public List<URI> addresses() throws IOException {
    var addresses = new ArrayList<URI>();
    for (var node : nodes) {
      addresses.add(node.running().address());
    }
    return addresses;
  }

  /// Their data folders, in the same order.
  public List<Path> data() {
    return nodes.stream().map(NodeProcess::data).toList();
  }

  int count() {
    return nodes.size();
  }

  NodeProcess node(int number) {
    return nodes.get(number);
  }

  /// A client of a node for whoever has the demo's token of this name.
  GatewayClient as(String who, int number) throws IOException {
    return node(number).client(Files.readString(folder.token(who)).strip());
  }

  /// Which node leads, as some node that runs says.
  int leader(int asked) throws StoryException, IOException, GatewayException {
    try (var client = node(asked).custodian()) {
      var leader = client.get("/v1/custodian/cluster").getString("leader", "");
      for (int number = 0; number < count(); number++) {
        if (leader.equals("node-" + (number + 1))) {
          return number;
        }
      }
      throw new StoryException("nobody leads");
    }
  }

  /// Starts a node again that ended, on the same data.
  void restart(int number) throws IOException, StoryException, InterruptedException {
    restart(number, System.getProperty("java.class.path"));
  }

  /// As [#restart], by another installation.
  ///
  /// @param classPath where its classes lie
  void restart(int number, String classPath)
      throws IOException, StoryException, InterruptedException {
    var data = node(number).data();
    nodes.set(
        number, NodeProcess.start(data, folder.config(), data.resolveSibling("log"), classPath));
    node(number).awaitReady();
  }

  /// Starts one more, which is not ready before the others have admitted it.
  void start(Path data) throws IOException {
    nodes.add(NodeProcess.start(data, folder.config(), data.resolveSibling("log")));
  }

  @Override
  public void close() {
    nodes.parallelStream().forEach(NodeProcess::close);
  }
}
