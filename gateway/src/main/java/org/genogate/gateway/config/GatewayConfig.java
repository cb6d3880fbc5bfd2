package org.genogate.gateway.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.genogate.gateway.identity.TrustedIssuer;

/// The configuration file, read and checked as a whole.
///
/// @param organisations titles by id
/// @param projects by id
/// @param regions by label
/// @param panels by name
/// @param custodian readable name of whoever holds the data
/// @param assembly `GRCh37`, `GRCh38`, or empty to believe the files
public record GatewayConfig(
    Map<String, String> organisations,
    List<TrustedIssuer> issuers,
    Map<String, Project> projects,
    Map<String, RegionGroup> regions,
    Map<String, PanelFile> panels,
    Limits limits,
    String custodian,
    String assembly) {

  public GatewayConfig {
    organisations = Map.copyOf(organisations);
    issuers = List.copyOf(issuers);
    projects = Map.copyOf(projects);
    regions = Map.copyOf(regions);
    panels = Map.copyOf(panels);
  }

  /// A gateway that trusts nobody: what holds when there is no file.
  public static GatewayConfig empty() {
    return new GatewayConfig(
        Map.of(), List.of(), Map.of(), Map.of(), Map.of(), Limits.DEFAULT, "the custodian", "");
  }

  /// Paths in the file are relative to its folder.
  ///
  /// @return [#empty()] if there is no such file
  /// @throws ConfigException if it is not exactly what is wanted
  public static GatewayConfig read(Path file) throws ConfigException {
    return Files.notExists(file) ? empty() : ConfigReader.read(file);
  }
}
