package org.genogate.cluster;

import java.util.List;
import org.genogate.cluster.finality.FinalityStatus;
import org.genogate.cluster.lease.LeaseStatus;
import org.genogate.cluster.ordering.Standing;
import org.genogate.ledger.event.ValidatorName;

/// How a node stands among the others, for people and metrics; out of date the moment it is read.
public record ClusterStatus(
    ValidatorName self,
    List<ValidatorName> members,
    Standing standing,
    LeaseStatus leases,
    FinalityStatus finality) {

  public ClusterStatus {
    members = List.copyOf(members);
  }
}
