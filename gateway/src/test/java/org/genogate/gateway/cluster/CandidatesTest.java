package org.genogate.gateway.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.genogate.gateway.config.NodeAddress;
import org.genogate.gateway.config.NodeIdentity;
import org.genogate.ledger.event.ValidatorName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CandidatesTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"3, 1", "3, 4", "4, 2", "5, 2"})
  void quorumsThatNeedNotMeetAreRefused(int nodes, int quorum) throws Exception {
    try (var some = new Nodes(folder, nodes)) {
      assertThatThrownBy(() -> Candidates.of(some.identities(), quorum))
          .isInstanceOf(ClusterMistakeException.class)
          .hasMessageContaining("two smaller quorums");
    }
  }

  @ParameterizedTest
  @CsvSource({"2, true", "3, false", "4, true", "5, false", "7, true"})
  void anythingButThreeOrFiveIsAdvisedAgainst(int nodes, boolean advised) throws Exception {
    try (var some = new Nodes(folder, nodes)) {
      var candidates = Candidates.of(some.identities(), nodes);

      assertThat(candidates.advice().isPresent()).isEqualTo(advised);
    }
  }

  @Test
  void oneNodeIsNoCluster() throws Exception {
    try (var some = new Nodes(folder, 1)) {
      assertThatThrownBy(() -> Candidates.of(some.identities(), 1))
          .hasMessageContaining("3 or 5 are advised");
    }
  }

  @Test
  void twoNodesShareNoNameAddressOrKey() throws Exception {
    try (var some = new Nodes(folder, 3)) {
      var all = some.identities();
      var first = all.get(0);
      var second = all.get(1);

      assertRefused(List.of(first, first, second), "the same name");
      assertRefused(
          List.of(first, with(second, second.name(), first.address()), all.get(2)),
          "the same address");
      assertRefused(
          List.of(first, second, with(first, new ValidatorName("x"), new NodeAddress("h", 1))),
          "the same key");
      assertRefused(
          List.of(first, second, with(all.get(2), new ValidatorName("a.pq"), all.get(2).address())),
          "does not end in .pq");
    }
  }

  private static NodeIdentity with(NodeIdentity node, ValidatorName name, NodeAddress address) {
    return new NodeIdentity(
        name,
        address,
        node.node(),
        node.wrapping(),
        node.cosigner(),
        node.secondCosigner(),
        node.custodian());
  }

  private static void assertRefused(List<NodeIdentity> nodes, String why) {
    assertThatThrownBy(() -> Candidates.of(nodes, 2))
        .isInstanceOf(ClusterMistakeException.class)
        .hasMessageContaining(why);
  }
}
