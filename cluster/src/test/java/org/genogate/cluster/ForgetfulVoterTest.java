package org.genogate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.genogate.cluster.link.Link;
import org.junit.jupiter.api.Test;

/// The history for which a node that has forgotten entries must not vote: two of three confirmed an
/// entry; one of the two is put back to before it; the other stops. The third never had it, and
/// with the forgetful one's vote it would lead without it.
class ForgetfulVoterTest {

  private final SimulatedCluster cluster = new SimulatedCluster(1, 3);
  private final SimulatedNode witness = cluster.nodes().get(0);
  private final SimulatedNode forgetful = cluster.nodes().get(1);
  private final SimulatedNode ignorant = cluster.nodes().get(2);

  @Test
  void aNodeThatHasForgottenAnEntryHelpsNobodyToLeadWithoutIt() throws Exception {
    cluster.nodes().forEach(SimulatedNode::start);
    cluster.awaitProgress(Duration.ofSeconds(60));
    forgetful.backUp();
    cluster.network().isolate(ignorant.name());
    recordWithTheOtherTwo();

    // They may speak of what was, and not of what is to come.
    cluster.network().heal();
    cluster.network().censor(parcel -> parcel.channel() == Link.Channel.ROLL_CALL);
    forgetful.restoreUnnoticed();
    forgetful.start();
    cluster.run(Duration.ofMillis(900));
    witness.crash(false);
    cluster.network().censor(_ -> true);
    for (int i = 0; i < 40; i++) {
      cluster.ask(ignorant);
      cluster.ask(forgetful);
      cluster.run(Duration.ofMillis(250));
    }

    witness.start();
    cluster.awaitProgress(Duration.ofSeconds(60));
    cluster.checkNothingLost();
  }

  private void recordWithTheOtherTwo() {
    int before = cluster.acknowledgedCount();
    for (int i = 0; i < 40; i++) {
      cluster.ask(witness);
      cluster.run(Duration.ofMillis(250));
    }
    assertThat(cluster.acknowledgedCount()).isGreaterThan(before);
  }
}
