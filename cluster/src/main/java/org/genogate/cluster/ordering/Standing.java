package org.genogate.cluster.ordering;

import java.util.List;
import java.util.Optional;
import org.genogate.ledger.event.ValidatorName;

/// Where a node stands in the ordering: a snapshot, out of date the moment it is read.
///
/// @param leader whom this node takes for the leader, itself included
/// @param term the highest term it has seen
/// @param position of the last operation that it knows to be committed
/// @param lastPosition of the last operation in its store, committed or not
/// @param committed how many entries it has reported as committed
/// @param members those who vote, by the newest change in its store, committed or not
/// @param repairing whether it fetches entries from peers that the leader does not keep at hand
public record Standing(
    Role role,
    Optional<ValidatorName> leader,
    long term,
    long position,
    long lastPosition,
    long committed,
    List<ValidatorName> members,
    boolean repairing) {

  public Standing {
    members = List.copyOf(members);
  }
}
