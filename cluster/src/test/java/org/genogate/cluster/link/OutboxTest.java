package org.genogate.cluster.link;

import static org.assertj.core.api.Assertions.assertThat;

import org.genogate.cluster.link.Link.Channel;
import org.junit.jupiter.api.Test;

class OutboxTest {

  private final Outbox outbox = new Outbox();

  @Test
  void theOldestGoWhenThereAreTooMany() {
    for (int i = 0; i < Outbox.MOST_MESSAGES + 10; i++) {
      outbox.add(new Outbox.Outgoing(Channel.LEASE, new byte[] {(byte) i}));
    }

    assertThat(outbox.dropped()).isEqualTo(10);
    assertThat(outbox.take().orElseThrow().message()).containsExactly(10);
  }

  @Test
  void theOldestGoWhenTheyAreTooLong() {
    int length = Outbox.MOST_BYTES / 4;
    for (int i = 0; i < 6; i++) {
      var message = new byte[length];
      message[0] = (byte) i;
      outbox.add(new Outbox.Outgoing(Channel.REPAIR, message));
    }

    assertThat(outbox.dropped()).isEqualTo(2);
    assertThat(outbox.take().orElseThrow().message()[0]).isEqualTo((byte) 2);
  }

  @Test
  void handshakesOfAFloodAreNotKept() {
    for (int i = 0; i < 1_000; i++) {
      outbox.addUrgent(new byte[100]);
    }
    int kept = 0;
    while (outbox.takeUrgent().isPresent()) {
      kept++;
    }

    assertThat(kept).isLessThan(20);
  }
}
