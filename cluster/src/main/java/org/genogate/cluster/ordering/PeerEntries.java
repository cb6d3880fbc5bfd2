package org.genogate.cluster.ordering;

import java.util.function.Consumer;
import org.genogate.cluster.link.Link;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.log.Agenda;

/// Asks peers for entries over the channel `REPAIR`, and answers theirs.
///
/// What a peer sends is taken for committed: the judge above finds a lie, since it must lead to the
/// signed roots.
public final class PeerEntries implements MissingEntries {

  /// @param group whose log it is, such as its origin; messages of others are dropped
  /// @param agenda the ordering's
  public PeerEntries(Link link, String group, Agenda agenda, CommittedEntries own) {}

  @Override
  public void fetch(ValidatorName peer, long firstIndex, long end, Consumer<Piece> arrived) {}
}
