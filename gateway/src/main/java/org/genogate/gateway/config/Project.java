package org.genogate.gateway.config;

import java.util.Set;

/// Why data is asked for: a named project of one organisation.
///
/// @param purposes what it may ask data for
/// @param datasets readable names
public record Project(
    String id,
    String title,
    String organisation,
    Set<ProjectPurpose> purposes,
    Set<String> datasets) {
  public Project {
    purposes = Set.copyOf(purposes);
    datasets = Set.copyOf(datasets);
  }

  /// A purpose as DUO names it.
  ///
  /// @param code `GRU`, `HMB`, `DS` or `CARE`
  /// @param disease an ontology term for `DS`, else empty
  public record ProjectPurpose(String code, String disease) {}
}
