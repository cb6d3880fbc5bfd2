package org.genogate.cluster.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.genogate.cluster.key.KeySimulation.Node;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.vault.KeyName;

/// A hundred random things that happen to three nodes.
final class RandomKeyHistory implements AutoCloseable {

  private final KeySimulation simulation;
  private final List<Node> nodes = new ArrayList<>();
  private final List<PersonTag> people = new ArrayList<>();
  private final Set<PersonTag> erased = new LinkedHashSet<>();

  RandomKeyHistory(Path root, long seed) throws IOException {
    Files.createDirectory(root);
    simulation = new KeySimulation(root, seed);
    for (String name : List.of("a", "b", "c")) {
      nodes.add(simulation.add(name));
    }
  }

  void run() throws IOException {
    simulation.lose(0.3);
    for (int step = 0; step < 100; step++) {
      var node = nodes.get(simulation.random.nextInt(nodes.size()));
      switch (simulation.random.nextInt(6)) {
        case 0, 1 -> makePerson(node);
        case 2 -> eraseOne(node);
        case 3 -> simulation.takeAway(node);
        case 4 -> nodes.forEach(simulation::bringBack);
        default -> node.restart();
      }
      simulation.runFor(Duration.ofMillis(simulation.random.nextInt(3_000)));
    }
    simulation.lose(0);
    nodes.forEach(simulation::bringBack);
    for (var node : nodes) {
      people.forEach(person -> node.exchange.want(KeyName.of(person)));
    }
    simulation.runFor(Duration.ofMinutes(2));
  }

  private void makePerson(Node node) throws IOException {
    var person =
        new PersonTag(new UUID(simulation.random.nextLong(), simulation.random.nextLong()));
    people.add(person);
    node.vault.addPeople(List.of(person));
    node.exchange.share(List.of(KeyName.of(person)));
  }

  private void eraseOne(Node node) {
    if (!people.isEmpty()) {
      var person = people.get(simulation.random.nextInt(people.size()));
      var done = node.exchange.erase(List.of(person));
      simulation.runUntil(done::isDone, Duration.ofSeconds(1));
      erased.add(person);
    }
  }

  void requireAgreement(String what) {
    assertThat(erased).as(what).isNotEmpty();
    for (var node : nodes) {
      assertThat(node.failures).as(what).isEmpty();
      for (var person : people) {
        assertThat(node.vault.knows(person)).as(what).isEqualTo(!erased.contains(person));
      }
      assertThat(node.vault.tombstones()).as(what).hasSize(erased.size());
    }
  }

  @Override
  public void close() throws IOException {
    simulation.close();
  }
}
