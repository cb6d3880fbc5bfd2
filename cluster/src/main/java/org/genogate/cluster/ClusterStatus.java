package org.genogate.cluster;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.genogate.cluster.finality.FinalityStatus;
import org.genogate.cluster.lease.LeaseStatus;
import org.genogate.cluster.ordering.Standing;
import org.genogate.ledger.event.ValidatorName;

/// How a node stands among the others, for people and metrics; out of date the moment it is read.
public record ClusterStatus(
    ValidatorName self,
    Membership membership,
    Standing standing,
    LeaseStatus leases,
    FinalityStatus finality) {

  /// Who keeps the log.
  ///
  /// @param epoch how often that has changed
  /// @param settled whether they are those who vote in the ordering too
  public record Membership(int epoch, SortedSet<ValidatorName> members, boolean settled) {
    public Membership {
      members = Collections.unmodifiableSortedSet(new TreeSet<>(members));
    }
  }

  public SortedSet<ValidatorName> members() {
    return membership.members();
  }

  /// Whether this node keeps the log; one that was taken out answers nothing.
  public boolean isMember() {
    return members().contains(self);
  }
}
