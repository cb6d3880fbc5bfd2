package org.genogate.cluster.link;

import java.util.Optional;
import java.util.UUID;
import org.genogate.ledger.event.ValidatorName;

/// What frames travel over: in order from one author to one receiver, whole, and maybe lost.
interface Wire {

  /// The running process of `peer`, if it is a member right now: another one after each restart.
  Optional<UUID> memberOf(ValidatorName peer);

  /// May wait for seconds if the peer stands still.
  void publish(ValidatorName to, byte[] frame);
}
