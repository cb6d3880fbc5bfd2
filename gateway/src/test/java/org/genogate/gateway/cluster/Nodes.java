package org.genogate.gateway.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.genogate.gateway.config.ClusterFile;
import org.genogate.gateway.config.NodeAddress;
import org.genogate.gateway.config.NodeIdentity;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.vault.Vault;

/// Vaults of nodes that are to found a cluster.
final class Nodes implements AutoCloseable {

  private final Path folder;
  private final SecureRandom random = new SecureRandom();
  private final List<Vault> vaults = new ArrayList<>();
  private final List<NodeIdentity> identities = new ArrayList<>();

  Nodes(Path folder, int count) throws IOException {
    this.folder = folder;
    for (int i = 0; i < count; i++) {
      var data = Files.createDirectories(data(i));
      var vault = Vault.create(data.resolve("vault"), data.resolve("master.key"), random);
      vaults.add(vault);
      identities.add(
          new NodeKeys(vault)
              .identity(new ValidatorName("node-" + i), new NodeAddress("127.0.0.1", 5701 + i)));
    }
  }

  Path data(int node) {
    return folder.resolve("n" + node);
  }

  Vault vault(int node) {
    return vaults.get(node);
  }

  List<NodeIdentity> identities() {
    return List.copyOf(identities);
  }

  /// By node 0.
  ClusterFile founded(int quorum) throws IOException, ClusterMistakeException {
    return new Founder(vault(0), random, Clock.systemUTC())
        .found("test", Candidates.of(identities, quorum));
  }

  Membership join(int node, ClusterFile file) throws IOException, ClusterMistakeException {
    return Membership.join(data(node), data(node).resolve("ledger"), vault(node), file);
  }

  @Override
  public void close() throws IOException {
    for (var vault : vaults) {
      vault.close();
    }
  }
}
