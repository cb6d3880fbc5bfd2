package org.genogate.gateway.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.genogate.gateway.config.ChangeFile;
import org.genogate.gateway.config.ClusterFile;
import org.genogate.gateway.config.NodeIdentity;
import org.genogate.ledger.event.Entry;
import org.genogate.ledger.event.Event.PolicyChanged;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.merkle.Hash;
import org.genogate.ledger.state.Epoch;
import org.genogate.ledger.state.PublicFold;
import org.genogate.ledger.state.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Five nodes with vaults, of which the first three keep a ledger.
class ProposalTest {

  private static final ValidatorName NODE_2 = new ValidatorName("node-2");

  @TempDir private Path folder;
  private Nodes nodes;
  private ClusterFile file;
  private PublicFold fold;

  @BeforeEach
  void found() throws Exception {
    nodes = new Nodes(folder, 5);
    file =
        new Founder(nodes.vault(0), new SecureRandom(), Clock.systemUTC())
            .found("test", Candidates.of(nodes.identities().subList(0, 3), 2));
    fold = PublicFold.empty(file.founding().origin());
    apply(Entry.decode(file.founding().entry()));
  }

  @AfterEach
  void close() throws Exception {
    nodes.close();
  }

  private void apply(Entry entry) {
    assertThat(fold.check(entry)).isInstanceOf(Verdict.Sound.class);
    fold.apply(fold.size(), Hash.leaf(entry.encode()), entry);
  }

  private NodeIdentity identity(int node) {
    return nodes.identities().get(node);
  }

  private Epoch epoch() {
    return fold.epoch();
  }

  private ChangeFile propose(List<NodeIdentity> add, List<ValidatorName> remove) throws Exception {
    return new Change(add, remove, Change.FEWEST)
        .propose(file, epoch(), nodes.vault(0), new SecureRandom(), Clock.systemUTC());
  }

  private Proposal proposal(ChangeFile change) throws Exception {
    return new Proposal(change, Optional.of(file));
  }

  @Test
  void whatAllHaveSignedIsLaw() throws Exception {
    var change = propose(List.of(identity(3)), List.of());
    assertThat(proposal(change).missing()).hasSize(2);
    change = proposal(change).signed(nodes.vault(1));
    assertThat(proposal(change).missing()).containsExactly("node-3, which is new");
    change = new Proposal(change, Optional.empty()).signed(nodes.vault(3));
    assertThat(proposal(change).missing()).isEmpty();

    for (var enrolment : change.enrolments()) {
      apply(Entry.decode(enrolment));
    }
    apply(proposal(change).entry());

    assertThat(epoch().number()).isEqualTo(1);
    assertThat(epoch().names()).contains(identity(3).name()).hasSize(4);
    assertThat(fold.knowsKey(identity(3).custodian().id())).isTrue();
  }

  @Test
  void theLawRefusesWhatTooFewHaveSigned() throws Exception {
    var change = propose(List.of(), List.of(NODE_2));

    assertThat(proposal(change).missing()).hasSize(1);
    assertThat(fold.check(proposal(change).entry())).isInstanceOf(Verdict.Broken.class);
    assertThat(fold.check(proposal(proposal(change).signed(nodes.vault(2))).entry()))
        .isInstanceOf(Verdict.Sound.class);
  }

  @Test
  void theWordsSayWhatChangesAndWhoIsMissing() throws Exception {
    var change = propose(List.of(identity(3)), List.of());

    assertThat(String.join("\n", proposal(change).inWords()))
        .contains("epoch 1 of test", "adds node-3 at 127.0.0.1:5704", "3 of 4", "now 2 of 3")
        .contains("signed by node-0", "still needed", "node-3, which is new")
        .doesNotContain("removes");
  }

  @Test
  void theFileReadsAsItWasWrittenAndTheNewNodeJoinsWithIt() throws Exception {
    var change = propose(List.of(identity(3)), List.of());
    var at = folder.resolve("change.json");
    change.write(at);

    var joined = nodes.join(3, ClusterFile.read(at));

    assertThat(ChangeFile.read(at).toJson()).isEqualTo(change.toJson());
    assertThat(joined.self()).isEqualTo(identity(3).name());
    assertThat(nodes.vault(3).cohortKey()).isEqualTo(nodes.vault(0).cohortKey());
    assertThat(ClusterFile.read(ClusterFile.in(nodes.data(3))).council().epoch()).isEqualTo(1);
  }

  @Test
  void toSignAgainChangesNothing() throws Exception {
    var once = proposal(propose(List.of(), List.of(NODE_2))).signed(nodes.vault(1));

    assertThat(proposal(once).signed(nodes.vault(1)).toJson()).isEqualTo(once.toJson());
  }

  @Test
  void aStrangerHasNoSay() throws Exception {
    var change = propose(List.of(identity(3)), List.of());

    assertThatThrownBy(() -> proposal(change).signed(nodes.vault(4)))
        .isInstanceOf(ClusterMistakeException.class)
        .hasMessageContaining("no say");
  }

  @Test
  void aChangeThatComesTooLateIsRefused() throws Exception {
    var change = proposal(propose(List.of(), List.of(NODE_2))).signed(nodes.vault(1));
    var after = file.with(change.file().council(), change.file().addresses());

    assertThatThrownBy(() -> new Proposal(change, Optional.of(after)))
        .isInstanceOf(ClusterMistakeException.class)
        .hasMessageContaining("propose it anew");
  }

  @Test
  void aNodeThatWasTakenOutIsToldSo() throws Exception {
    var change = propose(List.of(), List.of(NODE_2));

    assertThatThrownBy(() -> Membership.of(change.file(), nodes.vault(2)))
        .isInstanceOf(ClusterMistakeException.class)
        .hasMessageContaining("taken out");
  }

  @Test
  void quorumsThatNeedNotMeetAreRefusedBeforeAnybodySigns() {
    assertThatThrownBy(() -> propose(List.of(identity(3)), List.of(NODE_2)))
        .isInstanceOf(ClusterMistakeException.class)
        .hasMessageContaining("one node at a time");
  }

  @Test
  void whatIsNoChangeOfThisClusterIsRefused() {
    assertThatThrownBy(() -> propose(List.of(), List.of())).hasMessageContaining("nothing");
    assertThatThrownBy(() -> propose(List.of(identity(1)), List.of()))
        .hasMessageContaining("already");
    assertThatThrownBy(() -> propose(List.of(), List.of(identity(4).name())))
        .hasMessageContaining("no node of the cluster");
    assertThatThrownBy(() -> propose(List.of(), List.of(NODE_2, identity(1).name())))
        .hasMessageContaining("2 to 16 nodes");
  }

  @Test
  void theChangeIsOfTheNextEpochAndKeepsWhoMustEndorse() throws Exception {
    var change = (PolicyChanged) proposal(propose(List.of(), List.of(NODE_2))).entry().event();

    assertThat(change.epoch()).isEqualTo(1);
    assertThat(change.endorsements()).isEqualTo(epoch().endorsements());
  }
}
