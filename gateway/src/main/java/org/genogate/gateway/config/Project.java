package org.genogate.gateway.config;

import java.util.Set;
import org.genogate.ledger.duo.Purpose;

/// Why data is asked for: a named project of one organisation.
///
/// @param purposes what it may ask data for
/// @param datasets readable names
public record Project(
    String id, String title, String organisation, Set<Purpose> purposes, Set<String> datasets) {
  public Project {
    purposes = Set.copyOf(purposes);
    datasets = Set.copyOf(datasets);
  }
}
