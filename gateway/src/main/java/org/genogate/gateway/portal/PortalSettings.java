package org.genogate.gateway.portal;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Supplier;

/// What the pages call things, and what a person can choose between.
///
/// @param custodian readable name of whoever holds the data, such as `Riverside Hospital`
/// @param organisations titles by id, of those a person can name as the only reader
/// @param regions titles by label, of the regions that a person can hold back
/// @param diseases readable names by ontology term, such as `MONDO:0007254` to `breast cancer`
/// @param datasets the names of the data sets held now
public record PortalSettings(
    String custodian,
    SequencedMap<String, String> organisations,
    SequencedMap<String, String> regions,
    SequencedMap<String, String> diseases,
    Supplier<Set<String>> datasets) {

  public PortalSettings {
    organisations = new LinkedHashMap<>(organisations);
    regions = new LinkedHashMap<>(regions);
    diseases = new LinkedHashMap<>(diseases);
  }
}
