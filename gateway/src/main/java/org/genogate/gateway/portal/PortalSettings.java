package org.genogate.gateway.portal;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
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
    Map<String, String> organisations,
    Map<String, String> regions,
    Map<String, String> diseases,
    Supplier<Set<String>> datasets) {

  /// Some that studies ask about often, as [MONDO](https://mondo.monarchinitiative.org) names them.
  /// A person can type any other term.
  public static final Map<String, String> COMMON_DISEASES =
      Map.of(
          "MONDO:0004975", "Alzheimer disease",
          "MONDO:0004979", "asthma",
          "MONDO:0007254", "breast cancer",
          "MONDO:0004992", "cancer of any kind",
          "MONDO:0005015", "diabetes",
          "MONDO:0005267", "heart disease",
          "MONDO:0005180", "Parkinson disease");

  public PortalSettings {
    organisations = byTitle(organisations);
    regions = byTitle(regions);
    diseases = byTitle(diseases);
  }

  /// Lists are read by title, so that is their order.
  private static Map<String, String> byTitle(Map<String, String> titles) {
    var sorted = new LinkedHashMap<String, String>();
    titles.entrySet().stream()
        .sorted(Map.Entry.<String, String>comparingByValue().thenComparing(Map.Entry::getKey))
        .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
    return Collections.unmodifiableMap(sorted);
  }
}
