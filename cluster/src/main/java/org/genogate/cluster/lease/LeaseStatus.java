package org.genogate.cluster.lease;

import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.genogate.ledger.event.ValidatorName;

/// What a node knows of leases, for people and metrics; at most a beat old.
///
/// @param leader from whom this node heard last, itself included; empty if from nobody for long
/// @param remaining how long this node may still read
/// @param members what the leader knows of each; empty on the others
/// @param malformed messages of peers that were dropped, since the start
public record LeaseStatus(
    Optional<ValidatorName> leader,
    Duration remaining,
    SortedMap<ValidatorName, Member> members,
    long malformed) {

  /// A member, as its leader knows it.
  ///
  /// @param applied how many entries it has applied, by its last news
  /// @param quiet how long ago that was; at most since this node leads
  /// @param leaseBound how much longer it may hold a lease of this leader
  public record Member(long applied, Duration quiet, Duration leaseBound) {}

  public LeaseStatus {
    members = Collections.unmodifiableSortedMap(new TreeMap<>(members));
  }
}
