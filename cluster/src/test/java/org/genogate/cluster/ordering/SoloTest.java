package org.genogate.cluster.ordering;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/// One member runs the same code.
class SoloTest {

  @Test
  void itLeadsAtOnce() {
    var world = new World(41, 1, World.SETTINGS);

    world.startAll();

    assertThat(world.await(() -> world.validator(0).leads(), Duration.ofMillis(20))).isTrue();
  }

  @Test
  void whatWasAcknowledgedOutlivesEveryCrash() {
    var world = new World(43, 1, World.SETTINGS);
    var only = world.validator(0);
    for (int i = 0; i < 50; i++) {
      only.start();
      world.awaitLeader();
      only.propose(5, 3);
      world.run(Duration.ofMillis(world.random().nextInt(20)));
      only.crash(true);
    }
    only.start();

    world.awaitProgress(Duration.ofSeconds(5));
    world.checkNothingLost();
    assertThat(world.judge().acknowledged()).hasSizeGreaterThan(100);
  }
}
