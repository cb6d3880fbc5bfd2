package org.genogate.cluster.ordering;

import java.util.Set;
import org.genogate.cluster.link.Link;
import org.genogate.ledger.event.ValidatorName;

/// The link of a node that has no peers.
record NoLink(ValidatorName self) implements Link {

  @Override
  public Set<ValidatorName> members() {
    return Set.of(self);
  }

  @Override
  public boolean isReachable(ValidatorName peer) {
    return false;
  }

  @Override
  public void send(ValidatorName to, Channel channel, byte[] message) {}

  @Override
  public void listen(Channel channel, Receiver receiver) {}
}
