package org.genogate.cluster.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.genogate.ledger.event.ValidatorName;
import org.junit.jupiter.api.Test;

class LeaseMembersTest {

  private static final Duration LEASE_OUT = Duration.ofMillis(1_720);

  @Test
  void memberThatWasTakenOutIsWaitedForWhileItMayHoldALease() {
    var cluster = new LeaseCluster(7, 3);
    cluster.timeline.run(Duration.ofSeconds(5));
    var leader = cluster.leader();
    var gone = cluster.followers().getFirst();
    var stays = cluster.followers().getLast();

    leader.leases().members(Members.of(Set.of(leader.name(), stays.name())));
    cluster.network.isolate(gone.name());
    var acknowledged = leader.revoke();
    cluster.timeline.run(Duration.ofSeconds(1));
    assertThat(gone.reads()).isTrue();
    assertThat(acknowledged).isNotDone();
    cluster.timeline.run(LEASE_OUT);

    assertThat(acknowledged).isCompleted();
    assertThat(leader.leases().status().members()).containsOnlyKeys(leader.name(), stays.name());
  }

  @Test
  void formerMemberIsWaitedForByANewLeader() {
    var cluster = new LeaseCluster(3, 1);
    cluster.timeline.run(Duration.ofSeconds(2));
    var node = cluster.leader();
    var former = new Members(Set.of(node.name()), Set.of(new ValidatorName("former")));

    node.leases().leading(node.term(), former);
    var acknowledged = node.revoke();
    cluster.timeline.run(Duration.ofSeconds(1));
    assertThat(acknowledged).isNotDone();
    cluster.timeline.run(LEASE_OUT);

    assertThat(acknowledged).isCompleted();
  }

  @Test
  void nodeThatIsNotAloneAnyMoreHoldsNoLeaseByItself() {
    var cluster = new LeaseCluster(3, 1);
    cluster.timeline.run(Duration.ofSeconds(2));
    var node = cluster.leader();
    assertThat(node.reads()).isTrue();

    node.leases().members(Members.of(Set.of(node.name(), new ValidatorName("second"))));
    cluster.timeline.run(LEASE_OUT);

    assertThat(node.reads()).isFalse();
  }
}
