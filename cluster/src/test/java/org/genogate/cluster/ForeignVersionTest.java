package org.genogate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import org.genogate.cluster.link.Link;
import org.genogate.cluster.simulation.SimulatedNetwork.Parcel;
import org.junit.jupiter.api.Test;

/// What lets nodes of two versions stand side by side: neither minds what it does not understand.
class ForeignVersionTest {

  private static final byte NEWER = 2;
  private static final byte UNKNOWN = 99;

  private final SimulatedCluster cluster = new SimulatedCluster(7, 3);

  @Test
  void messagesOfANewerVersionAndOfAnUnknownKindAreDroppedOnEveryChannel() throws Exception {
    var spoken = EnumSet.noneOf(Link.Channel.class);
    cluster
        .network()
        .censor(parcel -> {
          spoken.add(parcel.channel());
          cluster.network().deliver(altered(parcel, 0, NEWER));
          cluster.network().deliver(altered(parcel, 1, UNKNOWN));
          return true;
        });
    cluster.nodes().forEach(SimulatedNode::start);
    for (int i = 0; i < 40; i++) {
      cluster.nodes().forEach(cluster::ask);
      foreignOnEveryChannel();
      cluster.run(Duration.ofMillis(100));
    }

    cluster.awaitProgress(Duration.ofSeconds(60));

    cluster.checkNothingLost();
    assertThat(cluster.acknowledgedCount()).isGreaterThan(60);
    assertThat(spoken)
        .contains(
            Link.Channel.ORDERING,
            Link.Channel.LEASE,
            Link.Channel.FINALITY,
            Link.Channel.FORWARD,
            Link.Channel.ROLL_CALL);
  }

  private static Parcel altered(Parcel parcel, int at, byte to) {
    var message = parcel.message().clone();
    message[at] = to;
    return new Parcel(parcel.from(), parcel.to(), parcel.channel(), message);
  }

  /// Also those on which nothing has to be said now.
  private void foreignOnEveryChannel() {
    for (var channel : Link.Channel.values()) {
      for (var message : new byte[][] {{}, {NEWER}, {NEWER, 1, 0, 0}, {1, UNKNOWN}, {1}}) {
        var from = cluster.nodes().get(0).name();
        var to = cluster.nodes().get(1).name();
        cluster.network().deliver(new Parcel(from, to, channel, message));
      }
    }
  }
}
