package org.genogate.gateway.node;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import org.genogate.cluster.Cluster;
import org.genogate.ledger.FirstLaw;
import org.genogate.ledger.Ledger;

/// Begins the ledger of a node alone under a law of one's choice, before it is ever served.
public final class NewLedger {

  private NewLedger() {}

  /// @throws IllegalStateException if the folder has a ledger already
  /// @return the log's name
  public static String begin(DataFolder folder, FirstLaw law, Clock clock, SecureRandom random)
      throws IOException {
    if (folder.hasLedger()) {
      throw new IllegalStateException("this data folder has a ledger already");
    }
    try (var vault = folder.openVault(random);
        var ledger =
            Ledger.open(folder.ledger(), vault, clock, random, Cluster.alone(random), law)) {
      return ledger.log().verifierKey().name();
    }
  }
}
