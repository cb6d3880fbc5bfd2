package org.genogate.cluster.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.genogate.cluster.link.Link;
import org.genogate.cluster.simulation.SimulatedNetwork.Wire;
import org.junit.jupiter.api.Test;

class LeasesTest {

  private static final LeaseSettings SETTINGS = LeaseSettings.DEFAULT;

  /// A round trip of the network, a fold, and a hurried question.
  private static final Duration AT_ONCE = Duration.ofMillis(15);

  /// How long a lease of an earlier or dead node may last, and then some, by the slowest clock.
  private static final Duration LEASE_OUT =
      SETTINGS.length().plus(SETTINGS.margin()).plus(Duration.ofMillis(60));

  private final LeaseCluster cluster = new LeaseCluster(7, 3);

  private void settle() {
    cluster.timeline.run(Duration.ofSeconds(5));
  }

  private void run(Duration length) {
    cluster.timeline.run(length);
  }

  @Test
  void everybodyReadsWhenAllIsWell() {
    settle();

    for (int i = 0; i < 100; i++) {
      run(Duration.ofMillis(37));
      assertThat(cluster.nodes).allMatch(LeaseCluster.Node::reads);
    }
  }

  @Test
  void revocationIsAcknowledgedAtOnceWhenAllIsWell() {
    settle();

    var acknowledged = cluster.leader().revoke();
    run(AT_ONCE);

    assertThat(acknowledged).isCompleted();
  }

  @Test
  void nodeAloneAlwaysHoldsItsLease() {
    var alone = new LeaseCluster(3, 1);
    alone.timeline.run(Duration.ofSeconds(2));
    var node = alone.leader();

    node.machine.pause();
    alone.timeline.run(Duration.ofSeconds(60));
    node.machine.resume();

    assertThat(node.reads()).isTrue();
    var acknowledged = node.revoke();
    alone.timeline.run(AT_ONCE);
    assertThat(acknowledged).isCompleted();
  }

  @Test
  void deadFollowerHoldsAnAcknowledgementUpForOneLeaseAtMost() {
    settle();
    cluster.followers().getFirst().crash();

    var acknowledged = cluster.leader().revoke();
    run(Duration.ofSeconds(1));
    assertThat(acknowledged).isNotDone();
    run(LEASE_OUT.minusSeconds(1).plus(AT_ONCE));

    assertThat(acknowledged).isCompleted();
  }

  @Test
  void followerThatIsDeadForLongHoldsNothingUp() {
    settle();
    cluster.followers().getFirst().crash();
    run(Duration.ofSeconds(5));

    var acknowledged = cluster.leader().revoke();
    run(AT_ONCE);

    assertThat(acknowledged).isCompleted();
  }

  @Test
  void followerThatIsCutOffStopsReadingBeforeTheAcknowledgement() {
    settle();
    var lonely = cluster.followers().getFirst();
    cluster.network.isolate(lonely.name());

    var acknowledged = cluster.leader().revoke();
    run(Duration.ofSeconds(1));
    assertThat(lonely.reads()).isTrue();
    run(LEASE_OUT);

    assertThat(acknowledged).isCompleted();
    assertThat(lonely.reads()).isFalse();
  }

  @Test
  void followerWithASlowFoldLosesItsLeaseAndHoldsNothingUpForLong() {
    settle();
    var slow = cluster.followers().getFirst();
    slow.setSlowness(Duration.ofDays(1));

    var acknowledged = cluster.leader().revoke();
    run(LEASE_OUT.plus(AT_ONCE));

    assertThat(acknowledged).isCompleted();
    assertThat(slow.reads()).isFalse();
  }

  @Test
  void leaderThatIsCutOffStopsReadingAndNeverAcknowledges() {
    settle();
    var former = cluster.leader();
    cluster.network.isolate(former.name());
    var unknown = former.revoke();

    run(Duration.ofSeconds(1));
    assertThat(former.reads()).isTrue();
    run(Duration.ofSeconds(4));
    assertThat(former.reads()).isFalse();
    assertThat(cluster.leader()).isNotSameAs(former);
    cluster.network.rejoin(former.name());
    run(Duration.ofSeconds(10));

    assertThat(unknown).isNotDone();
    assertThat(former.reads()).isTrue();
  }

  @Test
  void leaderThatCannotHearOthersDoesNotAcknowledgeWhenTheirLeasesRunOut() {
    settle();
    var leader = cluster.leader();
    cluster.followers().forEach(other -> cut(other, leader, Link.Channel.LEASE));
    run(Duration.ofMillis(100));

    var acknowledged = leader.revoke();
    run(Duration.ofSeconds(10));
    assertThat(acknowledged).isNotDone();
    cluster.followers().forEach(other -> mend(other, leader, Link.Channel.LEASE));
    run(Duration.ofMillis(200));

    assertThat(acknowledged).isCompleted();
  }

  private void cut(LeaseCluster.Node from, LeaseCluster.Node to, Link.Channel channel) {
    cluster.network.cut(new Wire(from.name(), to.name(), channel));
  }

  private void mend(LeaseCluster.Node from, LeaseCluster.Node to, Link.Channel channel) {
    cluster.network.mend(new Wire(from.name(), to.name(), channel));
  }

  @Test
  void afterARestartOfAllLeasesGivenBeforeAreWaitedOut() {
    settle();
    var cutOff = cluster.followers().getFirst();
    cluster.network.isolate(cutOff.name());
    var others = cluster.nodes.stream().filter(node -> node != cutOff).toList();
    others.forEach(LeaseCluster.Node::crash);
    others.forEach(LeaseCluster.Node::boot);
    // Impatient, so that the new leader is there long before the old lease has run out.
    others.getFirst().campaign();
    run(Duration.ofMillis(200));

    var acknowledged = cluster.leader().revoke();
    run(Duration.ofMillis(900));
    assertThat(cutOff.reads()).isTrue();
    assertThat(acknowledged).isNotDone();
    run(LEASE_OUT);

    assertThat(acknowledged).isCompleted();
    assertThat(cutOff.reads()).isFalse();
  }

  @Test
  void newLeaderWithADeadFollowerAcknowledgesAfterTwoLeasesAtMost() {
    settle();
    cluster.leader().crash();
    while (!cluster.isLed()) {
      run(Duration.ofMillis(1));
    }
    var acknowledged = cluster.leader().revoke();

    run(LEASE_OUT.plus(SETTINGS.length()));

    assertThat(acknowledged).isCompleted();
  }

  @Test
  void nodeThatWasPausedNoticesBeforeItReads() {
    settle();
    var paused = cluster.followers().getFirst();
    paused.machine.pause();
    run(Duration.ofSeconds(3));

    paused.machine.resume();

    assertThat(paused.reads()).isFalse();
    run(Duration.ofMillis(200));
    assertThat(paused.reads()).isTrue();
  }

  @Test
  void machineThatWasSuspendedNoticesByItsWallClock() {
    settle();
    var suspended = cluster.followers().getFirst();
    suspended.machine.suspend();
    run(Duration.ofSeconds(3));

    suspended.machine.resume();

    assertThat(suspended.reads()).isFalse();
  }

  @Test
  void whatAPeerMakesUpIsDroppedAndCounted() {
    settle();
    var leader = cluster.leader();
    var liar = cluster.followers().getFirst();
    byte[][] lies = {
      {},
      {1},
      {2, 1, 0, 0},
      {1, 9, 0, 0, 0, 0},
      new byte[34],
      new Message.Grant(-1, 5, 5, 5).toBytes(),
      new Message.Grant(1, 5, 5, -5).toBytes(),
      new Message.Answer(1, 5, 5, -5).toBytes(),
      new byte[1_000_000]
    };

    for (byte[] lie : lies) {
      liar.send(leader.name(), lie);
    }
    run(Duration.ofMillis(300));

    assertThat(leader.leases().status().malformed()).isEqualTo(lies.length);
    assertThat(leader.reads()).isTrue();
  }

  @Test
  void grantThatNobodyAskedForGivesNothing() {
    settle();
    var follower = cluster.followers().getFirst();
    var liar = cluster.followers().getLast();
    cluster.network.isolate(cluster.leader().name());
    run(Duration.ofSeconds(3));
    follower.crash();
    follower.boot();

    liar.send(follower.name(), new Message.Grant(1, 12, Duration.ofDays(1).toNanos(), 0).toBytes());
    run(Duration.ofMillis(5));

    assertThat(follower.reads()).isFalse();
  }

  @Test
  void statusTellsWhatTheLeaderKnows() {
    settle();
    var leader = cluster.leader();
    CompletableFuture<Void> acknowledged = leader.revoke();
    run(Duration.ofMillis(200));

    var status = leader.leases().status();

    assertThat(acknowledged).isCompleted();
    assertThat(status.leader()).contains(leader.name());
    assertThat(status.remaining()).isBetween(Duration.ofMillis(1_200), SETTINGS.length());
    assertThat(status.members()).hasSize(3);
    assertThat(status.members().values())
        .allMatch(member -> member.applied() == cluster.acknowledged())
        .allMatch(member -> member.quiet().compareTo(Duration.ofMillis(250)) < 0);
    assertThat(cluster.followers())
        .allMatch(
            node -> node.leases().status().leader().filter(leader.name()::equals).isPresent());
  }
}
