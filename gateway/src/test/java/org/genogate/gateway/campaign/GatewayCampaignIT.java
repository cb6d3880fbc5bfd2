package org.genogate.gateway.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The short form of [GatewayCampaign].
class GatewayCampaignIT {

  @Test
  void nothingIsLostForkedStaleOrShownAfterARevocationWhateverHappens(@TempDir Path folder)
      throws Exception {
    var faults =
        List.of(Fault.STOP_LEADER, Fault.CUT_LEADER, Fault.CLOCK_JUMP, Fault.SLOW_DISK_OF_ALL);

    var violations = GatewayCampaign.run(folder, 1, faults);

    assertThat(violations).isEmpty();
  }
}
