package org.genogate.cluster;

import java.util.List;
import org.genogate.ledger.checkpoint.VerifierKey;
import org.genogate.ledger.event.ValidatorName;

/// What the nodes of a cluster agree on, and who this one is among them.
///
/// @param founders who kept the log at first; they alone can begin it
/// @param members who keeps it, as far as this node was told before it reads the log
/// @param epoch how often that had changed
/// @param origin of the log
/// @param logKey of the log's own signature
/// @param genesis the log's first entry, which the first leader writes
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Plan(
    ValidatorName self,
    List<ValidatorName> founders,
    List<ValidatorName> members,
    int epoch,
    String origin,
    VerifierKey logKey,
    byte[] genesis) {
  public Plan {
    founders = List.copyOf(founders);
    members = List.copyOf(members);
    genesis = genesis.clone();
  }

  /// Of a cluster whose members have not changed.
  public Plan(
      ValidatorName self,
      List<ValidatorName> members,
      String origin,
      VerifierKey logKey,
      byte[] genesis) {
    this(self, members, members, 0, origin, logKey, genesis);
  }

  @Override
  public byte[] genesis() {
    return genesis.clone();
  }
}
