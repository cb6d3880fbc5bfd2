package org.genogate.gateway.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import org.genogate.gateway.config.ClusterFile;
import org.genogate.ledger.event.ValidatorName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MembershipTest {

  @TempDir private Path folder;

  @Test
  void everyNodeGetsTheSecretsThatAllShare() throws Exception {
    try (var nodes = new Nodes(folder, 3)) {
      var file = nodes.founded(2);
      for (int node = 0; node < 3; node++) {
        var joined = nodes.join(node, file);

        assertThat(joined.self()).isEqualTo(new ValidatorName("node-" + node));
        assertThat(nodes.vault(node).cohortKey()).isEqualTo(nodes.vault(0).cohortKey());
        assertThat(nodes.vault(node).signingKey("log").publicKey())
            .isEqualTo(file.founding().logKey().key());
      }
    }
  }

  @Test
  void theFileReadsAsItWasWritten() throws Exception {
    try (var nodes = new Nodes(folder, 3)) {
      var file = nodes.founded(2);
      var _ = nodes.join(1, file);

      var read = ClusterFile.read(ClusterFile.in(nodes.data(1)));

      assertThat(read.founding().entry()).isEqualTo(file.founding().entry());
      assertThat(read.addresses()).isEqualTo(file.addresses());
      assertThat(read.founder()).isEqualTo(file.founder());
      assertThat(read.secrets().keySet()).isEqualTo(file.secrets().keySet());
      assertThat(Membership.of(read, nodes.vault(1)).self().value()).isEqualTo("node-1");
    }
  }

  @Test
  void toJoinAgainChangesNothing() throws Exception {
    try (var nodes = new Nodes(folder, 3)) {
      var file = nodes.founded(2);
      var _ = nodes.join(1, file);
      var first = Files.readString(ClusterFile.in(nodes.data(1)));

      var _ = nodes.join(1, file);

      assertThat(Files.readString(ClusterFile.in(nodes.data(1)))).isEqualTo(first);
    }
  }

  @Test
  void aFolderWithAnotherLedgerIsRefused() throws Exception {
    try (var nodes = new Nodes(folder, 3)) {
      var ledger = Files.createDirectories(nodes.data(1).resolve("ledger"));
      Files.writeString(ledger.resolve("origin"), "genogate.invalid/another\n");

      assertThatThrownBy(() -> nodes.join(1, nodes.founded(2)))
          .isInstanceOf(ClusterMistakeException.class)
          .hasMessageContaining("another ledger");
    }
  }

  @Test
  void aVaultWithTheKeyOfAnotherLogIsRefused() throws Exception {
    try (var nodes = new Nodes(folder, 3)) {
      var _ = nodes.vault(1).signingKey("log");

      assertThatThrownBy(() -> nodes.join(1, nodes.founded(2)))
          .isInstanceOf(ClusterMistakeException.class)
          .hasMessageContaining("another ledger");
    }
  }

  @Test
  void aStrangerIsNoneOfItsNodes() throws Exception {
    try (var nodes = new Nodes(folder.resolve("a"), 3);
        var strangers = new Nodes(folder.resolve("b"), 3)) {
      var file = nodes.founded(2);

      assertThatThrownBy(() -> strangers.join(1, file))
          .isInstanceOf(ClusterMistakeException.class)
          .hasMessageContaining("none of the cluster's");
    }
  }

  @Test
  void secretsOfAnotherNodeAreRefused() throws Exception {
    try (var nodes = new Nodes(folder, 3)) {
      var file = nodes.founded(2);
      var secrets = new TreeMap<>(file.secrets());
      var one = new ValidatorName("node-1");
      var two = new ValidatorName("node-2");
      secrets.put(one, file.secrets().get(two));
      var swapped =
          new ClusterFile(
              file.cluster(), file.founding(), file.founder(), file.addresses(), secrets);

      assertThatThrownBy(() -> nodes.join(1, swapped))
          .isInstanceOf(ClusterMistakeException.class)
          .hasMessageContaining("not the founder's");
    }
  }
}
