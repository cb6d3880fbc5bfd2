package org.genogate.gateway.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.genogate.gateway.access.LedgerUnavailableException;
import org.genogate.gateway.cluster.Candidates;
import org.genogate.gateway.cluster.ClusterMistakeException;
import org.genogate.gateway.cluster.Founder;
import org.genogate.gateway.cluster.Membership;
import org.genogate.gateway.cluster.NodeKeys;
import org.genogate.gateway.config.ClusterFile;
import org.genogate.gateway.config.ConfigException;
import org.genogate.gateway.config.NodeAddress;
import org.genogate.gateway.config.NodeIdentity;
import org.genogate.gateway.custody.MalformedPeopleException;
import org.genogate.gateway.http.Listening;
import org.genogate.gateway.node.DataFolder;
import org.genogate.gateway.node.FolderInUseException;
import org.genogate.gateway.node.Gateway;
import org.genogate.ledger.event.ValidatorName;

/// The demo's world on several gateways of this machine, each a process: one ledger, kept by all.
/// The first holds the dataset.
public final class ClusterDemo {

  private static final String LOOPBACK = "127.0.0.1";

  private final DemoFolder folder;
  private final Demo demo;
  private final int nodes;
  private final Consumer<String> narrator;
  private final SecureRandom random = new SecureRandom();

  /// @param nodes 3 or more, or a majority could not stand the loss of one
  public ClusterDemo(DemoFolder folder, Demo.Size size, int nodes, Consumer<String> narrator) {
    if (nodes < 3 || nodes > 7) {
      throw new IllegalArgumentException("--nodes is 3 to 7; 3 or 5 are advised");
    }
    this.folder = folder;
    this.demo = new Demo(folder, size, narrator);
    this.nodes = nodes;
    this.narrator = narrator;
  }

  /// Makes the world if it is not there, and starts every node. Returns once all are ready.
  ///
  /// @throws IOException if the folder holds something else, or cannot be used
  public DemoNodes start()
      throws IOException,
          FolderInUseException,
          ConfigException,
          StoryException,
          InterruptedException {
    if (!folder.isMade()) {
      demo.prepare();
      found();
    } else if (!Files.exists(ClusterFile.in(data(0)))) {
      throw new IOException("%s is the demo of one node".formatted(folder.root()));
    }
    var tokens = new DemoTokens(folder, random, Clock.systemUTC());
    var running = new ArrayList<NodeProcess>();
    try {
      for (int node = 1; node < nodes; node++) {
        running.add(NodeProcess.start(data(node), folder.config(), log(node)));
      }
      narrator.accept("starting %d nodes".formatted(nodes));
      tellAndPopulate(tokens);
      running.addFirst(NodeProcess.start(data(0), folder.config(), log(0)));
      for (var node : running) {
        node.awaitReady();
      }
      return new DemoNodes(folder, running);
    } catch (IOException
        | FolderInUseException
        | ConfigException
        | StoryException
        | InterruptedException
        | RuntimeException e) {
      running.forEach(NodeProcess::close);
      throw e;
    }
  }

  Path data(int node) {
    return folder.root().resolve("node-" + (node + 1)).resolve("data");
  }

  Path log(int node) {
    return folder.root().resolve("node-" + (node + 1)).resolve("log");
  }

  /// As people would with `genogate cluster identity`, `init` and `join`.
  private void found() throws IOException, FolderInUseException {
    try {
      var identities = new ArrayList<NodeIdentity>();
      for (int node = 0; node < nodes; node++) {
        Files.createDirectories(data(node).getParent());
        try (var own = DataFolder.own(data(node));
            var vault = own.openVault(random)) {
          identities.add(
              new NodeKeys(vault)
                  .identity(
                      new ValidatorName("node-" + (node + 1)),
                      new NodeAddress(LOOPBACK, freePort())));
        }
      }
      join(init(identities));
    } catch (ClusterMistakeException e) {
      throw new IOException("the demo's cluster cannot be founded: " + e.getMessage(), e);
    }
  }

  private ClusterFile init(List<NodeIdentity> identities)
      throws IOException, FolderInUseException, ClusterMistakeException {
    try (var own = DataFolder.own(data(0));
        var vault = own.openVault(random)) {
      var candidates = Candidates.of(identities, nodes / 2 + 1);
      return new Founder(vault, random, Clock.systemUTC()).found("demo", candidates);
    }
  }

  private void join(ClusterFile file)
      throws IOException, FolderInUseException, ClusterMistakeException {
    for (int node = 0; node < nodes; node++) {
      try (var own = DataFolder.own(data(node));
          var vault = own.openVault(random)) {
        var _ = Membership.join(data(node), own.ledger(), vault, file);
      }
    }
    narrator.accept(
        "founded a cluster of %d nodes, %d of them make an entry final"
            .formatted(nodes, nodes / 2 + 1));
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /// The first node runs in this process until its world is made and the patient's tag is known.
  private void tellAndPopulate(DemoTokens tokens)
      throws IOException,
          FolderInUseException,
          ConfigException,
          StoryException,
          InterruptedException {
    var listening = new Listening(LOOPBACK, 0, new Listening.Transport.Loopback());
    try (var first = Gateway.start(new Gateway.Settings(data(0), folder.config(), listening))) {
      if (!folder.isMade()) {
        awaitAccepting(first);
        demo.populate(first);
        folder.markMade();
      }
      tokens.write(Demo.patient(first));
    } catch (LedgerUnavailableException | MalformedPeopleException e) {
      throw new IOException("the demo's world could not be made: " + e.getMessage(), e);
    }
  }

  private static void awaitAccepting(Gateway gateway) throws StoryException, InterruptedException {
    var ledger = gateway.node().ledger();
    for (int tries = 0; !ledger.isAccepting() || ledger.log().sealedSize() == 0; tries++) {
      if (tries > 900) {
        throw new StoryException("the nodes found no quorum in time");
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }
}
