package org.genogate.cluster.ordering;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.genogate.cluster.link.Link;
import org.genogate.cluster.simulation.SimulatedAgenda;
import org.genogate.cluster.simulation.SimulatedNetwork;
import org.genogate.cluster.simulation.SimulatedNetwork.Parcel;
import org.genogate.cluster.simulation.Timeline;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.log.Batch;
import org.genogate.ledger.log.Draft;
import org.junit.jupiter.api.Test;

class PeerEntriesTest {

  private static final ValidatorName ASKER = new ValidatorName("node-a");
  private static final ValidatorName GIVER = new ValidatorName("node-b");

  private final Timeline timeline = new Timeline();
  private final SimulatedNetwork network =
      new SimulatedNetwork(timeline, new Random(53), Set.of(ASKER, GIVER));
  private final List<MissingEntries.Piece> arrived = new ArrayList<>();

  private PeerEntries node(ValidatorName name, String group, CommittedEntries own) {
    return new PeerEntries(network.link(name), group, new SimulatedAgenda(timeline, 0, 1), own);
  }

  /// Has entries 0 to 9, each with its index as its only byte.
  private static Optional<MissingEntries.Piece> digits(long firstIndex, long end, int mostBytes) {
    if (firstIndex > 9) {
      return Optional.empty();
    }
    var draft = new Draft(new byte[] {(byte) firstIndex}, new byte[0]);
    var batch = new Batch(List.of(new Batch.Item(Batch.Kind.ENTRY, draft)));
    return Optional.of(new MissingEntries.Piece(3, batch));
  }

  private byte firstByte() {
    return arrived.getFirst().batch().items().getFirst().draft().entry()[0];
  }

  @Test
  void aPeerGivesWhatItHas() {
    node(GIVER, "a", PeerEntriesTest::digits);
    var asker = node(ASKER, "a", PeerEntriesTest::digits);

    asker.fetch(GIVER, 7, 10, arrived::add);
    timeline.run(Duration.ofSeconds(1));

    assertThat(arrived).hasSize(1);
    assertThat(firstByte()).isEqualTo((byte) 7);
    assertThat(arrived.getFirst().term()).isEqualTo(3);
  }

  @Test
  void whatAPeerLacksOrAnotherGroupHasDoesNotCome() {
    node(GIVER, "a", PeerEntriesTest::digits);

    node(ASKER, "a", PeerEntriesTest::digits).fetch(GIVER, 10, 11, arrived::add);
    timeline.run(Duration.ofSeconds(1));
    node(ASKER, "b", PeerEntriesTest::digits).fetch(GIVER, 7, 10, arrived::add);
    timeline.run(Duration.ofSeconds(1));

    assertThat(arrived).isEmpty();
  }

  @Test
  void anAnswerToAnEarlierLifeIsNotTakenForAnother() {
    node(GIVER, "a", PeerEntriesTest::digits);
    var late = new ArrayList<Parcel>();
    network.censor(parcel -> {
      if (parcel.from().equals(GIVER)) {
        late.add(parcel);
      }
      return parcel.from().equals(ASKER);
    });
    node(ASKER, "a", PeerEntriesTest::digits).fetch(GIVER, 3, 10, arrived::add);
    timeline.run(Duration.ofSeconds(1));

    node(ASKER, "a", PeerEntriesTest::digits).fetch(GIVER, 5, 10, arrived::add);
    network.deliver(late.getFirst());
    timeline.run(Duration.ofSeconds(1));

    assertThat(arrived).isEmpty();
  }

  @Test
  void aMalformedMessageIsDropped() {
    node(GIVER, "a", PeerEntriesTest::digits);
    node(ASKER, "a", PeerEntriesTest::digits).fetch(GIVER, 3, 10, arrived::add);
    for (int length = 0; length < 40; length++) {
      network.deliver(new Parcel(GIVER, ASKER, Link.Channel.REPAIR, new byte[length]));
    }

    timeline.run(Duration.ofSeconds(1));

    assertThat(arrived).hasSize(1);
  }
}
