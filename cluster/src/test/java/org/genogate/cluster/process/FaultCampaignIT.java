package org.genogate.cluster.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The short form of [FaultCampaign].
class FaultCampaignIT {

  @Test
  void nothingAcknowledgedIsLostOrDisobeyedWhateverHappensToProcesses(@TempDir Path folder)
      throws Exception {
    var faults = List.of(Fault.KILL_LEADER, Fault.STOP_LEADER, Fault.SPOIL_TILES, Fault.KILL_ALL);

    var violations = FaultCampaign.run(folder, 4, faults);

    assertThat(violations).isEmpty();
  }
}
