package org.genogate.gateway.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.genogate.gateway.identity.TrustedIssuer;
import org.genogate.genomics.region.MalformedRegionException;
import org.genogate.genomics.region.Region;
import org.genogate.ledger.duo.Purpose;

/// Turns the file into a [GatewayConfig], or says what is wrong where.
final class ConfigReader {

  private static final Set<String> ASSEMBLIES = Set.of("GRCh37", "GRCh38");

  private final Path folder;

  private ConfigReader(Path folder) {
    this.folder = folder;
  }

  static GatewayConfig read(Path file) throws ConfigException {
    var reader = new ConfigReader(file.toAbsolutePath().resolveSibling(""));
    return StrictFile.read(file, reader::config);
  }

  private GatewayConfig config(Place root) throws ConfigException {
    root.allowOnly(
        Set.of(
            "organisations",
            "issuers",
            "projects",
            "regions",
            "panels",
            "limits",
            "custodian",
            "assembly"));
    var empty = GatewayConfig.empty();
    var organisations = organisations(root);
    return new GatewayConfig(
        organisations,
        issuers(root),
        projects(root, organisations.keySet()),
        regions(root),
        panels(root),
        limits(root, empty.limits()),
        custodian(root, empty.custodian()),
        assembly(root));
  }

  private static Map<String, String> organisations(Place root) throws ConfigException {
    var titles = new LinkedHashMap<String, String>();
    for (var each : members(root, "organisations").entrySet()) {
      titles.put(each.getKey(), each.getValue().text());
    }
    return titles;
  }

  private List<TrustedIssuer> issuers(Place root) throws ConfigException {
    var issuers = new ArrayList<TrustedIssuer>();
    var names = new HashSet<String>();
    for (Place each : items(root, "issuers")) {
      each.allowOnly(Set.of("issuer", "audience", "jwks"));
      var name = each.required("issuer");
      if (!names.add(name.text())) {
        throw name.wants("each issuer once");
      }
      issuers.add(
          new TrustedIssuer(
              name.text(), each.required("audience").text(), file(each.required("jwks"))));
    }
    return issuers;
  }

  private static Map<String, Project> projects(Place root, Set<String> organisations)
      throws ConfigException {
    var projects = new LinkedHashMap<String, Project>();
    var ids = new HashSet<String>();
    for (Place each : items(root, "projects")) {
      each.allowOnly(Set.of("id", "title", "organisation", "purposes", "datasets"));
      var id = each.required("id");
      if (!ids.add(id.text())) {
        throw id.wants("each project once");
      }
      var organisation = each.required("organisation");
      if (!organisations.contains(organisation.text())) {
        throw organisation.wants("one of organisations");
      }
      projects.put(
          id.text(),
          new Project(
              id.text(),
              each.required("title").text(),
              organisation.text(),
              purposes(each.required("purposes")),
              texts(each.required("datasets"))));
    }
    return projects;
  }

  private static Set<Purpose> purposes(Place place) throws ConfigException {
    var purposes = new HashSet<Purpose>();
    for (Place each : place.items()) {
      each.allowOnly(Set.of("code", "disease"));
      var disease = each.field("disease");
      var text = disease.isPresent() ? disease.get().text() : "";
      purposes.add(
          Purpose.parse(each.required("code").text(), text)
              .orElseThrow(
                  () -> each.wants("GRU, HMB, CARE, or DS with a disease such as MONDO:0007254")));
    }
    return purposes;
  }

  private static Map<String, RegionGroup> regions(Place root) throws ConfigException {
    var groups = new LinkedHashMap<String, RegionGroup>();
    for (var each : members(root, "regions").entrySet()) {
      var group = each.getValue();
      group.allowOnly(Set.of("title", "places"));
      var places = new ArrayList<Region>();
      for (Place place : group.required("places").items()) {
        places.add(region(place));
      }
      if (places.isEmpty()) {
        throw group.required("places").wants("at least one place");
      }
      groups.put(each.getKey(), new RegionGroup(group.required("title").text(), places));
    }
    return groups;
  }

  private static Region region(Place place) throws ConfigException {
    try {
      return Region.parse(place.text());
    } catch (MalformedRegionException e) {
      throw place.wants("a place such as 17:43044295-43125483");
    }
  }

  private Map<String, PanelFile> panels(Place root) throws ConfigException {
    var panels = new LinkedHashMap<String, PanelFile>();
    for (var each : members(root, "panels").entrySet()) {
      var panel = each.getValue();
      panel.allowOnly(Set.of("title", "file"));
      panels.put(
          each.getKey(),
          new PanelFile(panel.required("title").text(), file(panel.required("file"))));
    }
    return panels;
  }

  private static Limits limits(Place root, Limits usual) throws ConfigException {
    var place = root.field("limits");
    if (place.isEmpty()) {
      return usual;
    }
    var limits = place.get();
    limits.allowOnly(
        Set.of(
            "streamsPerRequester",
            "streamsTotal",
            "minBytesPerSecond",
            "requestBytes",
            "regionsPerQuery",
            "samplesPerQuery",
            "batchBytes",
            "stopWithinSeconds"));
    var stop = limits.field("stopWithinSeconds");
    return new Limits(
        number(limits, "streamsPerRequester", usual.streamsPerRequester(), 1, 10_000),
        number(limits, "streamsTotal", usual.streamsTotal(), 1, 100_000),
        number(limits, "minBytesPerSecond", (int) usual.minBytesPerSecond(), 1, 1 << 30),
        number(limits, "requestBytes", usual.requestBytes(), 1024, 1 << 26),
        number(limits, "regionsPerQuery", usual.regionsPerQuery(), 1, 100_000),
        number(limits, "samplesPerQuery", usual.samplesPerQuery(), 1, 10_000_000),
        number(limits, "batchBytes", usual.batchBytes(), 1024, 1 << 24),
        stop.isPresent() ? stop.get().seconds(1, 3600) : usual.stopWithin());
  }

  private static String custodian(Place root, String usual) throws ConfigException {
    var place = root.field("custodian");
    if (place.isEmpty()) {
      return usual;
    }
    place.get().allowOnly(Set.of("name"));
    return place.get().required("name").text();
  }

  private static String assembly(Place root) throws ConfigException {
    var place = root.field("assembly");
    if (place.isEmpty()) {
      return "";
    }
    if (!ASSEMBLIES.contains(place.get().text())) {
      throw place.get().wants("GRCh37 or GRCh38");
    }
    return place.get().text();
  }

  private static int number(Place parent, String name, int usual, int least, int most)
      throws ConfigException {
    var place = parent.field(name);
    return place.isPresent() ? place.get().number(least, most) : usual;
  }

  private static Map<String, Place> members(Place parent, String name) throws ConfigException {
    var place = parent.field(name);
    return place.isPresent() ? place.get().members() : Map.of();
  }

  private static List<Place> items(Place parent, String name) throws ConfigException {
    var place = parent.field(name);
    return place.isPresent() ? place.get().items() : List.of();
  }

  private static Set<String> texts(Place place) throws ConfigException {
    var texts = new HashSet<String>();
    for (Place each : place.items()) {
      texts.add(each.text());
    }
    return texts;
  }

  private Path file(Place place) throws ConfigException {
    var file = folder.resolve(place.text());
    if (!Files.isReadable(file)) {
      throw place.wants("a file that can be read");
    }
    return file;
  }
}
