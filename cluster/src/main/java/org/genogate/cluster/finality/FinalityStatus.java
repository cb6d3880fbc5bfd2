package org.genogate.cluster.finality;

import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.genogate.ledger.event.ValidatorName;

/// What a node knows of finality, for people and metrics.
///
/// @param sealed size of the newest checkpoint that is committed and judged here
/// @param finalSize size of the newest that is final
/// @param sealLag how long the oldest checkpoint above that has been waiting
/// @param refusing whether this node stopped cosigning
/// @param dropped messages of peers that were malformed or not of this log, since the start
public record FinalityStatus(
    long sealed,
    long finalSize,
    Duration sealLag,
    boolean refusing,
    long dropped,
    SortedMap<ValidatorName, Validator> validators) {

  /// A validator, this node included.
  ///
  /// @param newest size of the largest checkpoint whose cosignature was seen
  /// @param behind by how many entries that is less than `sealed`
  /// @param wrongLines signatures in its name that do not hold, since the start
  public record Validator(long newest, long behind, long wrongLines) {}

  public FinalityStatus {
    validators = Collections.unmodifiableSortedMap(new TreeMap<>(validators));
  }
}
