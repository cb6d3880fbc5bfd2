package org.genogate.gateway.access;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.genogate.gateway.access.PatientDesk.Terms;
import org.genogate.gateway.config.GatewayConfig;
import org.genogate.gateway.config.RegionGroup;
import org.genogate.gateway.custody.DatasetCatalog;
import org.genogate.gateway.custody.HeldDataset;
import org.genogate.ledger.consent.ConsentTerms;
import org.genogate.ledger.consent.Grantee;
import org.genogate.ledger.consent.RegionLabel;
import org.genogate.ledger.duo.DataUse;
import org.genogate.ledger.event.DatasetTag;

/// Turns terms as people see them into those that the ledger keeps, and back.
final class PatientTerms {

  private final GatewayConfig config;
  private final DatasetCatalog datasets;

  PatientTerms(GatewayConfig config, DatasetCatalog datasets) {
    this.config = config;
    this.datasets = datasets;
  }

  /// @throws IllegalArgumentException if nothing that consent can be given for is written so
  ConsentTerms read(Terms terms) {
    var use = DataUse.parse(terms.use(), terms.disease());
    if (use.isEmpty()) {
      throw new IllegalArgumentException("no use that consent can be given for");
    }
    Set<DatasetTag> tags = new HashSet<>();
    for (var name : terms.datasets()) {
      tags.add(
          datasets
              .find(name)
              .map(HeldDataset::tag)
              .orElseThrow(() -> new IllegalArgumentException("no dataset of that name")));
    }
    return new ConsentTerms(
        grantee(terms.grantee()),
        tags,
        Set.of(use.get()),
        terms.from(),
        terms.until(),
        terms.withheld().stream().map(RegionLabel::new).collect(Collectors.toSet()),
        ConsentText.hash(terms));
  }

  private static Grantee grantee(String text) {
    if (text.equals("anyone")) {
      return new Grantee.Anyone();
    }
    var parts = text.split(":", 2);
    return switch (parts[0]) {
      case "organisation" -> new Grantee.Organisation(parts[1]);
      case "requester" -> new Grantee.Requester(parts[1]);
      default -> throw new IllegalArgumentException("no grantee is written so");
    };
  }

  Terms write(ConsentTerms terms) {
    var use = terms.uses().iterator().next();
    Map<DatasetTag, String> names =
        datasets.all().stream().collect(Collectors.toMap(HeldDataset::tag, HeldDataset::name));
    return new Terms(
        use.code(),
        use.disease(),
        granteeText(terms.grantee()),
        terms.datasets().stream()
            .map(tag -> names.getOrDefault(tag, tag.toString()))
            .collect(Collectors.toSet()),
        terms.from(),
        terms.until(),
        terms.withheld().stream().map(RegionLabel::text).collect(Collectors.toSet()));
  }

  private static String granteeText(Grantee grantee) {
    return switch (grantee) {
      case Grantee.Anyone() -> "anyone";
      case Grantee.Organisation(var id) -> "organisation:" + id;
      case Grantee.Requester(var id) -> "requester:" + id;
    };
  }

  /// Readable; empty for anyone.
  String granteeTitle(ConsentTerms terms) {
    return switch (terms.grantee()) {
      case Grantee.Anyone() -> "";
      case Grantee.Organisation(var id) -> config.organisations().getOrDefault(id, id);
      case Grantee.Requester(var id) -> id;
    };
  }

  /// Readable titles of the regions held back, sorted.
  List<String> withheldTitles(ConsentTerms terms) {
    return terms.withheld().stream()
        .map(RegionLabel::text)
        .map(label ->
            Optional.ofNullable(config.regions().get(label)).map(RegionGroup::title).orElse(label))
        .sorted()
        .toList();
  }
}
