package org.genogate.gateway.access;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.genogate.ledger.consent.Cohort;
import org.genogate.ledger.event.AccessId;

/// The accesses under way on this node, and whom they may cover.
final class LiveAccesses {

  private final Map<AccessId, Cohort> cohorts = new ConcurrentHashMap<>();

  void begin(AccessId access, Cohort cohort) {
    cohorts.put(access, cohort);
  }

  void end(AccessId access) {
    cohorts.remove(access);
  }

  /// How many accesses under way may cover the person with this ordinal.
  int covering(int ordinal) {
    return (int)
        cohorts.values().stream().filter(cohort -> cohort.people().contains(ordinal)).count();
  }

  int count() {
    return cohorts.size();
  }
}
