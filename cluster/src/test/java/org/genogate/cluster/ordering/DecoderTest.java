package org.genogate.cluster.ordering;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.genogate.cluster.link.Link;
import org.genogate.cluster.simulation.SimulatedNetwork.Parcel;
import org.genogate.ledger.event.ValidatorName;
import org.junit.jupiter.api.Test;

class DecoderTest {

  private static final String GROUP = "example.org/log";
  private static final ValidatorName PEER = new ValidatorName("node-a");

  private final Decoder decoder = new Decoder(Group.tag(GROUP), GROUP);

  /// What a cluster says in some bad seconds.
  private static List<Parcel> messages() {
    var world = new World(31, 3, World.SETTINGS);
    var all = Wire.copies(world, parcel -> parcel.channel() == Link.Channel.ORDERING);
    world.startAll();
    var leader = world.awaitLeader();
    world
        .network()
        .isolate(
            world.validators().stream().filter(v -> v != leader).findFirst().orElseThrow().name());
    for (int i = 0; i < 60; i++) {
      world.leader().ifPresent(v -> v.propose(3, 2));
      world.run(Duration.ofMillis(30));
    }
    world.network().heal();
    world.awaitProgress(Duration.ofSeconds(20));
    world.leader().orElseThrow().transfer();
    world.run(Duration.ofSeconds(1));
    return all;
  }

  @Test
  void eachKindOfMessageIsReadBack() {
    var messages = messages();

    assertThat(messages.stream().map(parcel -> parcel.message()[1]).distinct().sorted())
        .isEqualTo(
            List.of(
                (byte) 1, (byte) 2, (byte) 3, (byte) 4, (byte) 5, (byte) 6, (byte) 7, (byte) 8,
                (byte) 9));
    assertThat(messages).allMatch(parcel -> decoder.decode(PEER, parcel.message()).isPresent());
  }

  @Test
  void theSenderIsWhomTheLinkNames() {
    var message = messages().getFirst().message();

    var decoded = (Message.OfCore) decoder.decode(PEER, message).orElseThrow();

    assertThat(decoded.raft().getSender()).isEqualTo(new Member(PEER));
    assertThat(decoded.raft().getGroupId()).isEqualTo(GROUP);
  }

  @Test
  void anotherGroupsMessageIsDropped() {
    var other = new Decoder(Group.tag("example.org/other"), "example.org/other");

    assertThat(messages()).noneMatch(parcel -> other.decode(PEER, parcel.message()).isPresent());
  }

  @Test
  void whatIsCutShortOrTooLongIsDropped() {
    for (var parcel : messages().stream().filter(p -> p.message()[1] > 0).limit(300).toList()) {
      byte[] message = parcel.message();
      for (int length = 0; length < message.length; length++) {
        assertThat(decoder.decode(PEER, Arrays.copyOf(message, length))).isEmpty();
      }
      assertThat(decoder.decode(PEER, Arrays.copyOf(message, message.length + 1))).isEmpty();
    }
  }

  @Test
  void whateverAPeerSendsNothingIsThrown() {
    long seed = 37;
    var random = new Random(seed);
    var messages = messages();
    for (int i = 0; i < 50_000; i++) {
      byte[] message = messages.get(random.nextInt(messages.size())).message().clone();
      for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
        message[random.nextInt(message.length)] = (byte) random.nextInt();
      }
      assertThat(decoder.decode(PEER, message)).as("seed " + seed).isNotNull();
    }
  }
}
