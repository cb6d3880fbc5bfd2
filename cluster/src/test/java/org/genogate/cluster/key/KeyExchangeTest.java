package org.genogate.cluster.key;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.genogate.cluster.key.KeySimulation.Node;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.vault.KeyName;
import org.genogate.ledger.vault.Tombstone;
import org.genogate.ledger.vault.Vault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Three nodes; `a` makes keys.
class KeyExchangeTest {

  private static final PersonTag ANN = new PersonTag(new UUID(1, 1));
  private static final PersonTag BEN = new PersonTag(new UUID(2, 2));
  private static final KeyName ANNS = KeyName.of(ANN);
  private static final KeyName BENS = KeyName.of(BEN);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final byte[] PLAIN = "allows health research".getBytes(UTF_8);
  private static final byte[] CONTEXT = "entry 7".getBytes(UTF_8);

  private final long seed = System.nanoTime();

  @TempDir private Path root = Path.of("");
  private KeySimulation simulation;
  private Node a;
  private Node b;
  private Node c;

  @BeforeEach
  void startThreeNodes() throws IOException {
    simulation = new KeySimulation(root, seed);
    a = simulation.add("a");
    b = simulation.add("b");
    c = simulation.add("c");
    a.vault.addPeople(List.of(ANN, BEN));
  }

  @AfterEach
  void stop() throws IOException {
    simulation.close();
  }

  private boolean everywhere(KeyName key) {
    return a.vault.holds(key) && b.vault.holds(key) && c.vault.holds(key);
  }

  private boolean nowhere(KeyName key) {
    return !a.vault.holds(key) && !b.vault.holds(key) && !c.vault.holds(key);
  }

  private void shareEverywhere(KeyName... keys) {
    a.exchange.share(List.of(keys));
    for (var key : keys) {
      assertThat(simulation.runUntil(() -> everywhere(key), MINUTE)).as("seed %d", seed).isTrue();
    }
  }

  @Test
  void aSharedKeyReachesEveryNodeAndOpensThere() {
    var sealed = a.vault.sealForPerson(ANN, PLAIN, CONTEXT);

    shareEverywhere(ANNS);

    assertThat(b.vault.openForPerson(ANN, sealed, CONTEXT)).hasValue(PLAIN);
    assertThat(b.arrived).containsExactly(ANNS);
    assertThat(b.vault.holds(BENS)).isFalse();
  }

  @Test
  void whatAnotherNodeSealedOpensOnceItsKeyIsWanted() {
    var sealed = a.vault.sealForNode(PLAIN, CONTEXT);
    assertThat(c.vault.openForNode(sealed, CONTEXT)).isEmpty();

    c.exchange.want(Vault.nodeKeyOf(sealed).orElseThrow());
    simulation.runUntil(() -> !c.arrived.isEmpty(), MINUTE);

    assertThat(c.vault.openForNode(sealed, CONTEXT)).hasValue(PLAIN);
  }

  @Test
  void aLedgersSharedKeysReachANodeThatJoins() throws IOException {
    var cohort = a.vault.cohortKey();
    var log = a.vault.signingKey("log").publicKey();
    var joining = simulation.add("d");

    joining.exchange.want(KeyName.COHORT);
    joining.exchange.want(KeyName.LOG);
    simulation.runUntil(() -> joining.arrived.size() == 2, MINUTE);

    assertThat(joining.vault.cohortKey()).isEqualTo(cohort);
    assertThat(joining.vault.signingKey("log").publicKey()).isEqualTo(log);
  }

  @Test
  void offersAreMadeAnewUntilTheyAreAcknowledged() {
    simulation.lose(0.7);
    a.exchange.share(List.of(ANNS));

    boolean done =
        simulation.runUntil(
            () -> everywhere(ANNS) && a.exchange.awaiting(ANNS).isEmpty(), Duration.ofHours(12));

    assertThat(done).as("seed %d", seed).isTrue();
    simulation.sent.clear();
    simulation.runFor(MINUTE);
    assertThat(simulation.sent).noneMatch(KeyMessage.Offer.class::isInstance);
  }

  @Test
  void aNodeThatWasAwayGetsTheKeySoonAfterItIsBack() {
    simulation.takeAway(c);
    a.exchange.share(List.of(ANNS));
    simulation.runFor(Duration.ofMinutes(10));
    assertThat(a.exchange.awaiting(ANNS)).containsExactly(c.name);

    simulation.bringBack(c);

    assertThat(simulation.runUntil(() -> everywhere(ANNS), Duration.ofSeconds(1))).isTrue();
  }

  @Test
  void aKeyThatItsMakerForgotToOfferIsAskedFor() throws IOException {
    simulation.takeAway(c);
    shareOnlyWithB();
    a.restart();
    simulation.bringBack(c);
    simulation.runFor(MINUTE);
    assertThat(c.vault.holds(ANNS)).isFalse();

    c.exchange.want(ANNS);

    assertThat(simulation.runUntil(() -> everywhere(ANNS), MINUTE)).isTrue();
  }

  private void shareOnlyWithB() {
    a.exchange.share(List.of(ANNS));
    simulation.runUntil(() -> b.vault.holds(ANNS), MINUTE);
  }

  @Test
  void anyNodeThatHasAKeyAnswers() {
    simulation.takeAway(c);
    shareOnlyWithB();
    simulation.takeAway(a);
    simulation.bringBack(c);

    c.exchange.want(ANNS);

    assertThat(simulation.runUntil(() -> c.vault.holds(ANNS), MINUTE)).isTrue();
  }

  @Test
  void whatNobodyHasYetIsAskedForUntilSomebodyDoes() {
    var cid = new PersonTag(new UUID(3, 3));
    c.exchange.want(KeyName.of(cid));
    simulation.runFor(Duration.ofSeconds(20));
    assertThat(simulation.sent.stream().filter(KeyMessage.Want.class::isInstance).count())
        .isBetween(15L, 25L);

    addPerson(b, cid);

    assertThat(simulation.runUntil(() -> c.vault.holds(KeyName.of(cid)), MINUTE)).isTrue();
    simulation.sent.clear();
    simulation.runFor(MINUTE);
    assertThat(simulation.sent).noneMatch(KeyMessage.Want.class::isInstance);
  }

  private static void addPerson(Node node, PersonTag person) {
    try {
      node.vault.addPeople(List.of(person));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void tensOfThousandsOfKeysReachANewNodeWithinSeconds() throws IOException {
    var people = LongStream.range(0, 20_000).mapToObj(i -> new PersonTag(new UUID(9, i))).toList();
    a.vault.addPeople(people);

    people.forEach(person -> c.exchange.want(KeyName.of(person)));
    boolean done = simulation.runUntil(() -> c.arrived.size() == 20_000, MINUTE);

    assertThat(done).as("seed %d, %d arrived", seed, c.arrived.size()).isTrue();
  }

  @Test
  void anErasureReachesEveryCopy() {
    shareEverywhere(ANNS, BENS);

    var done = b.exchange.erase(List.of(ANN));

    assertThat(simulation.runUntil(() -> nowhere(ANNS), Duration.ofSeconds(1))).isTrue();
    assertThat(done).isCompleted();
    assertThat(a.erased).containsExactly(ANNS);
    assertThat(everywhere(BENS)).isTrue();
  }

  @Test
  void anErasureReachesANodeThatWasAway() throws IOException {
    shareEverywhere(ANNS);
    simulation.takeAway(c);
    var _ = b.exchange.erase(List.of(ANN));
    simulation.runFor(MINUTE);
    a.restart();
    b.restart();
    assertThat(c.vault.holds(ANNS)).isTrue();

    simulation.bringBack(c);

    assertThat(simulation.runUntil(() -> nowhere(ANNS), Duration.ofSeconds(2))).isTrue();
    assertThat(c.erased).containsExactly(ANNS);
  }

  /// Offers, questions and answers that were made before the erasure, or by a node that has not
  /// heard of it, do not bring the key back.
  @Test
  void anErasedKeyNeverComesBack() {
    shareOnlyWithB();
    simulation.takeAway(c);
    var _ = a.exchange.erase(List.of(ANN));
    simulation.runUntil(() -> !a.vault.holds(ANNS), MINUTE);
    c.exchange.want(ANNS);
    b.exchange.share(List.of(ANNS));
    simulation.bringBack(c);

    assertThat(simulation.runUntil(() -> nowhere(ANNS) && allErased(), MINUTE)).isTrue();
    a.exchange.want(ANNS);
    b.exchange.want(ANNS);
    c.exchange.want(ANNS);
    simulation.runFor(MINUTE);

    assertThat(nowhere(ANNS)).as("seed %d", seed).isTrue();
  }

  private boolean allErased() {
    return a.vault.isErased(ANNS) && b.vault.isErased(ANNS) && c.vault.isErased(ANNS);
  }

  @Test
  void anOldVaultThatIsRestoredForgetsAgainWhatWasErased() throws Exception {
    shareEverywhere(ANNS);
    var keys = root.resolve("c").resolve("keys");
    var master = root.resolve("c.key");
    var oldKeys = Files.readAllBytes(keys);
    var oldMaster = Files.readAllBytes(master);
    var _ = a.exchange.erase(List.of(ANN));
    simulation.runUntil(() -> nowhere(ANNS), MINUTE);

    // Both, the vault and its master key, as no backup should hold them together.
    Files.write(keys, oldKeys);
    Files.write(master, oldMaster);
    c.restart();
    assertThat(c.vault.holds(ANNS)).isTrue();

    assertThat(simulation.runUntil(() -> nowhere(ANNS), Duration.ofSeconds(10))).isTrue();
  }

  @Test
  void manyTombstonesTravelInSeveralMessages() throws IOException {
    var people = LongStream.range(0, 2_500).mapToObj(i -> new PersonTag(new UUID(9, i))).toList();
    a.vault.erase(people);

    simulation.runFor(Duration.ofSeconds(10));

    assertThat(b.vault.tombstones()).hasSize(2_500);
    assertThat(c.vault.tombstoneDigest()).isEqualTo(a.vault.tombstoneDigest());
    simulation.sent.clear();
    simulation.runFor(MINUTE);
    assertThat(simulation.sent).isNotEmpty().allMatch(KeyMessage.Digest.class::isInstance);
  }

  /// A bad node could else destroy everybody's keys.
  @Test
  void anErasureThatTheLedgerDoesNotOrderWaits() {
    shareEverywhere(ANNS);
    simulation.forbidden.add(Tombstone.of(ANN));
    var _ = c.exchange.erase(List.of(ANN));
    simulation.runFor(MINUTE);
    assertThat(a.vault.holds(ANNS)).isTrue();

    simulation.forbidden.clear();

    assertThat(simulation.runUntil(() -> nowhere(ANNS), Duration.ofSeconds(12))).isTrue();
  }

  @Test
  void aStrangerGetsNoKeyAndGivesNone() throws IOException {
    var stranger = simulation.stranger("eve");
    simulation.validators.keySet().forEach(name -> stranger.sendRaw(name, want(ANNS)));
    stranger.exchange.want(ANNS);
    addPerson(stranger, new PersonTag(new UUID(6, 6)));
    stranger.exchange.share(List.of(KeyName.of(new PersonTag(new UUID(6, 6)))));
    var _ = stranger.exchange.erase(List.of(BEN));
    simulation.runFor(MINUTE);

    assertThat(stranger.arrived).isEmpty();
    assertThat(a.arrived).isEmpty();
    assertThat(a.vault.holds(BENS)).isTrue();
    assertThat(simulation.sent).noneMatch(KeyMessage.Acknowledged.class::isInstance);
  }

  private static byte[] want(KeyName name) {
    return new KeyMessage.Want(List.of(name)).encode();
  }

  @Test
  void whoeverIsAValidatorNoMoreIsServedNoMore() {
    simulation.validators.remove(c.name);

    c.exchange.want(ANNS);
    a.exchange.share(List.of(BENS));
    simulation.runFor(MINUTE);

    assertThat(c.arrived).isEmpty();
    assertThat(a.exchange.awaiting(BENS)).isEmpty();
  }

  @Test
  void whatANodeSignsWithIsNotGivenAway() throws IOException {
    var own = a.vault.signingKey("node");
    c.exchange.want(new KeyName("signing/node"));
    c.exchange.want(new KeyName("wrapping"));
    simulation.runFor(MINUTE);

    assertThat(c.arrived).isEmpty();
    assertThat(a.vault.signingKey("node").publicKey()).isEqualTo(own.publicKey());
  }

  @Test
  void twoKeysOfOneNameAreToldOf() throws IOException {
    b.vault.addPeople(List.of(ANN));
    var sealed = b.vault.sealForPerson(ANN, PLAIN, CONTEXT);

    a.exchange.share(List.of(ANNS));
    simulation.runUntil(() -> !b.conflicts.isEmpty(), MINUTE);

    assertThat(b.conflicts).containsEntry(a.name, Set.of(ANNS));
    assertThat(b.vault.openForPerson(ANN, sealed, CONTEXT)).hasValue(PLAIN);
  }

  @Test
  void answersAreRateLimited() {
    var message = want(ANNS);
    for (int i = 0; i < 2_000; i++) {
      c.sendRaw(a.name, message);
    }
    simulation.runFor(Duration.ofSeconds(1));

    assertThat(simulation.sent.stream().filter(KeyMessage.Offer.class::isInstance).count())
        .isBetween(1L, 45L);
  }

  /// One bad node could else fill everybody's disk.
  @Test
  void offersAreTakenNoFasterThanTheyAreMade() throws IOException {
    var people = LongStream.range(0, 500).mapToObj(i -> new PersonTag(new UUID(9, i))).toList();
    c.vault.addPeople(people);
    var to = a.vault.wrappingKey().publicKey();
    for (var person : people) {
      var wrapped = c.vault.offer(List.of(KeyName.of(person)), to);
      c.sendRaw(a.name, new KeyMessage.Offer(7, wrapped).encode());
    }
    simulation.runFor(Duration.ofSeconds(1));

    assertThat(a.arrived).hasSizeBetween(20, 45);
  }

  @Test
  void listsOfTombstonesAreRateLimited() throws IOException {
    a.vault.erase(List.of(BEN));
    for (int i = 0; i < 500; i++) {
      c.sendRaw(a.name, new KeyMessage.Digest(Tombstone.of(BEN).name()).encode());
    }
    simulation.runFor(Duration.ofSeconds(2));

    assertThat(simulation.sent.stream().filter(KeyMessage.Graves.class::isInstance).count())
        .isBetween(1L, 8L);
  }

  @Test
  void aFloodOfOnePeerDoesNotKeepOthersFromTheirKeys() {
    for (int i = 0; i < 5_000; i++) {
      c.sendRaw(a.name, want(BENS));
    }
    b.exchange.want(ANNS);

    assertThat(simulation.runUntil(() -> b.vault.holds(ANNS), Duration.ofSeconds(3))).isTrue();
  }

  @Test
  void nonsenseOfAValidatorIsPassedOver() {
    var messages = new ArrayList<byte[]>();
    for (var message :
        List.of(
            new KeyMessage.Offer(7, new byte[100]),
            new KeyMessage.Acknowledged(9),
            new KeyMessage.Want(List.of(ANNS)),
            new KeyMessage.Digest(Tombstone.of(ANN).name()),
            new KeyMessage.Graves(List.of(Tombstone.of(ANN))))) {
      var bytes = message.encode();
      for (int i = 0; i < bytes.length; i++) {
        var changed = bytes.clone();
        changed[i] ^= (byte) (1 << simulation.random.nextInt(8));
        messages.add(changed);
        messages.add(Arrays.copyOf(bytes, i));
      }
    }
    messages.add(new byte[1 << 20]);
    messages.forEach(message -> {
      c.sendRaw(a.name, message);
      simulation.runFor(Duration.ofMillis(60));
    });

    shareEverywhere(BENS);
    assertThat(a.failures).isEmpty();
  }

  @Test
  void aBrokenDiskIsToldAndAcknowledgesNothing() throws IOException {
    b.vault.close();

    a.exchange.share(List.of(ANNS));
    simulation.runUntil(() -> c.vault.holds(ANNS), MINUTE);
    simulation.runFor(MINUTE);

    assertThat(b.failures).isNotEmpty();
    assertThat(a.exchange.awaiting(ANNS)).containsExactly(b.name);
    b.restart();
    assertThat(simulation.runUntil(() -> everywhere(ANNS), MINUTE)).isTrue();
  }

  /// Loss, nodes away, restarts, keys and erasures at random; then quiet, and all must agree.
  @Test
  void afterAnyHistoryTheNodesAgree() throws IOException {
    for (int history = 0; history < 4; history++) {
      try (var random = new RandomKeyHistory(root.resolve("h" + history), seed + history)) {
        random.run();

        random.requireAgreement("seed " + (seed + history));
      }
    }
  }
}
