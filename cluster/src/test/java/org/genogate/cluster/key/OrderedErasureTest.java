package org.genogate.cluster.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.genogate.cluster.key.KeySimulation.Node;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.vault.KeyName;
import org.genogate.ledger.vault.Tombstone;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Nodes that read one ledger, each at its own pace, while one of them lies about it.
class OrderedErasureTest {

  private static final int STEPS = 60;

  private static final List<PersonTag> PEOPLE =
      IntStream.range(0, 8).mapToObj(i -> new PersonTag(new UUID(1, i))).toList();

  /// Whose erasure the ledger orders, in its order.
  private final List<PersonTag> ledger = new ArrayList<>();

  /// How far each has read.
  private final Map<Node, Integer> read = new HashMap<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void keysGoWhereTheLedgerSaysSoAndNowhereElse(long seed, @TempDir Path root) throws IOException {
    try (var world = new KeySimulation(root, seed)) {
      var diligent = reader(world, "diligent");
      // Takes the others' word for what it has read itself, and does nothing by itself.
      var idle = reader(world, "idle");
      var liar = world.add("liar");
      giveKeys(world, diligent, idle, liar);

      for (int step = 0; step < STEPS; step++) {
        happen(world, diligent, idle, liar);
        requireObedience(diligent);
        requireObedience(idle);
      }
      List.of(diligent, idle, liar).forEach(world::bringBack);
      read.replaceAll((_, _) -> ledger.size());
      diligent.vault.erase(ledger);
      world.runFor(Duration.ofMinutes(1));

      for (var node : List.of(diligent, idle)) {
        assertThat(lost(node)).isEqualTo(new HashSet<>(ledger));
      }
    }
  }

  private Node reader(KeySimulation world, String name) throws IOException {
    var node = world.add(name);
    read.put(node, 0);
    node.ordered =
        tombstone -> ordersOf(node).stream().map(Tombstone::of).anyMatch(tombstone::equals);
    return node;
  }

  private List<PersonTag> ordersOf(Node node) {
    return ledger.subList(0, read.getOrDefault(node, 0));
  }

  private static void giveKeys(KeySimulation world, Node first, Node... others) throws IOException {
    first.vault.addPeople(PEOPLE);
    first.exchange.share(PEOPLE.stream().map(KeyName::of).toList());
    var all =
        world.runUntil(
            () ->
                List.of(others).stream()
                    .allMatch(node -> PEOPLE.stream().allMatch(node.vault::knows)),
            Duration.ofMinutes(1));
    assertThat(all).isTrue();
  }

  private void happen(KeySimulation world, Node diligent, Node idle, Node liar) throws IOException {
    var random = world.random;
    var node = random.nextBoolean() ? diligent : idle;
    switch (random.nextInt(8)) {
      case 0 -> {
        if (ledger.size() < PEOPLE.size() / 2) {
          ledger.add(PEOPLE.get(ledger.size()));
        }
      }
      case 1, 2 ->
          read.computeIfPresent(node, (_, size) -> random.nextInt(size, ledger.size() + 1));
      case 3 -> diligent.vault.erase(ordersOf(diligent));
      case 4 -> {
        var _ = liar.exchange.erase(List.of(PEOPLE.get(random.nextInt(PEOPLE.size()))));
      }
      case 5 -> world.takeAway(node);
      case 6 -> world.bringBack(node);
      default -> node.restart();
    }
    world.runFor(Duration.ofMillis(random.nextInt(8_000)));
  }

  private void requireObedience(Node node) {
    assertThat(new HashSet<>(ordersOf(node))).containsAll(lost(node));
  }

  private static Set<PersonTag> lost(Node node) {
    var lost = new HashSet<>(PEOPLE);
    lost.removeIf(node.vault::knows);
    return lost;
  }
}
