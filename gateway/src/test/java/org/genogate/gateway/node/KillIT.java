package org.genogate.gateway.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The short form of [KillLoop].
class KillIT {

  private static final int ROUNDS = 3;

  @TempDir private Path folder;
  @TempDir private Path built;

  @Test
  void nothingAcknowledgedIsLostHoweverItIsKilled() throws Exception {
    var tally = new KillLoop(folder, GoVerifier.build(built), 20_261_124).run(ROUNDS);

    assertThat(tally.acknowledged()).isGreaterThan(50);
    assertThat(tally.lost()).isZero();
    assertThat(tally.revokedButSeen()).isZero();
  }
}
